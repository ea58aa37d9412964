/// What a blob store refuses or cannot do.
package enum BlobError: Error, Equatable {
    /// The stream had more bytes than it may.
    case tooLarge(limit: Int)
    /// There is no blob of that name.
    case missing(BlobID)
    /// The bytes are not those the name promises.
    case damaged(BlobID)
    /// The disk is full, read-only or broken; `reason` says which call failed and why.
    case diskFailure(reason: String)
}
