import Testing

@testable import LabelConfig
