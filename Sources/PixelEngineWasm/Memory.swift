import CWasmRuntime

@_expose(wasm, "allocate") @_cdecl("allocate")
func allocate(_ size: UInt) -> UnsafeMutableRawPointer? { runtime_allocate(Int(bitPattern: size)) }

@_expose(wasm, "deallocate") @_cdecl("deallocate")
func deallocate(_ memory: UnsafeMutableRawPointer?) { runtime_free(memory) }

@_expose(wasm, "heapUsed") @_cdecl("heapUsed")
func heapUsed() -> UInt { UInt(bitPattern: runtime_used()) }
