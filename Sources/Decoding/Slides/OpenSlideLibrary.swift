import Glibc

/// The functions of libopenslide that are used, looked up in the installed library; nil where there is none.
///
/// Loaded at run time, and only in this process: the library reads untrusted files with a dozen others under it.
struct OpenSlideLibrary: Sendable {
    typealias Handle = OpaquePointer
    typealias Names = UnsafePointer<UnsafePointer<CChar>?>

    let detect: @convention(c) (UnsafePointer<CChar>) -> UnsafePointer<CChar>?
    let open: @convention(c) (UnsafePointer<CChar>) -> Handle?
    let close: @convention(c) (Handle) -> Void
    let error: @convention(c) (Handle) -> UnsafePointer<CChar>?
    let levelCount: @convention(c) (Handle) -> Int32
    let levelSize: @convention(c) (Handle, Int32, UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>) -> Void
    let downsample: @convention(c) (Handle, Int32) -> Double
    let property: @convention(c) (Handle, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
    let read: @convention(c) (Handle, UnsafeMutablePointer<UInt32>, Int64, Int64, Int32, Int64, Int64) -> Void
    let associatedNames: @convention(c) (Handle) -> Names?
    let associatedSize:
        @convention(c) (Handle, UnsafePointer<CChar>, UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>) -> Void
    let associatedRead: @convention(c) (Handle, UnsafePointer<CChar>, UnsafeMutablePointer<UInt32>) -> Void

    static let installed = OpenSlideLibrary()

    private init?() {
        // Version 4 has another number and, for these functions, the same interface.
        guard let library = dlopen("libopenslide.so.0", RTLD_NOW) ?? dlopen("libopenslide.so.1", RTLD_NOW) else {
            return nil
        }
        func function<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
            dlsym(library, "openslide_" + name).map { unsafeBitCast($0, to: type) }
        }
        guard
            let detect = function("detect_vendor") as (@convention(c) (UnsafePointer<CChar>) -> UnsafePointer<CChar>?)?,
            let open = function("open") as (@convention(c) (UnsafePointer<CChar>) -> Handle?)?,
            let close = function("close") as (@convention(c) (Handle) -> Void)?,
            let error = function("get_error") as (@convention(c) (Handle) -> UnsafePointer<CChar>?)?,
            let levelCount = function("get_level_count") as (@convention(c) (Handle) -> Int32)?,
            let levelSize = function("get_level_dimensions")
                as (@convention(c) (Handle, Int32, UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>) -> Void)?,
            let downsample = function("get_level_downsample") as (@convention(c) (Handle, Int32) -> Double)?,
            let property = function("get_property_value")
                as (@convention(c) (Handle, UnsafePointer<CChar>) -> UnsafePointer<CChar>?)?,
            let read = function("read_region")
                as (@convention(c) (Handle, UnsafeMutablePointer<UInt32>, Int64, Int64, Int32, Int64, Int64) -> Void)?,
            let associatedNames = function("get_associated_image_names") as (@convention(c) (Handle) -> Names?)?,
            let associatedSize = function("get_associated_image_dimensions")
                as (
                    @convention(c) (
                        Handle, UnsafePointer<CChar>, UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>
                    ) -> Void
                )?,
            let associatedRead = function("read_associated_image")
                as (@convention(c) (Handle, UnsafePointer<CChar>, UnsafeMutablePointer<UInt32>) -> Void)?
        else { return nil }
        self.detect = detect
        self.open = open
        self.close = close
        self.error = error
        self.levelCount = levelCount
        self.levelSize = levelSize
        self.downsample = downsample
        self.property = property
        self.read = read
        self.associatedNames = associatedNames
        self.associatedSize = associatedSize
        self.associatedRead = associatedRead
    }
}
