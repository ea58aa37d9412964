/// What an `XMLScanner` comes upon.
enum XMLEvent: Equatable {
    /// An element begins; its attributes are the scanner's `attributes` until the next event.
    case start(String)
    /// Text between tags, entities resolved; blanks as they stand.
    case text(String)
    case end(String)
    /// The root element has ended and nothing but blanks and comments follows.
    case finish
}
