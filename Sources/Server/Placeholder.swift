import Hummingbird
import JWTKit
import AsyncHTTPClient
enum PlaceholderServer {}
