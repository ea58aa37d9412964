import CryptoExtras
enum PlaceholderWorkspace {}
