import Testing

@testable import Workspace

@Suite struct SignedTokenTests {
    private let signer = SignedToken(secret: [UInt8](repeating: 7, count: 32))
    private let claims = SignedToken.Claims(
        kind: .refresh, expiry: 2000, issued: 1000, id: "abc", person: 3, parent: nil
    )

    @Test func `a token says what it was made with, until its end`() {
        let token = signer.sign(claims)
        #expect(signer.verify(token, kind: .refresh, now: 1999) == claims)
        #expect(signer.verify(token, kind: .refresh, now: 2000) == nil)
        #expect(signer.verify(token, kind: .access, now: 1000) == nil)
        #expect(SignedToken(secret: [UInt8](repeating: 8, count: 32)).verify(token, kind: .refresh, now: 1000) == nil)
    }

    @Test func `no changed byte passes`() {
        let token = Array(signer.sign(claims).utf8)
        let last = token.count - 1
        for index in token.indices {
            var changed = token
            // The last letter of 43 carries two bits that base 64 throws away.
            changed[index] = index == last ? (token[index] == 65 ? 69 : 65) : (token[index] == 65 ? 66 : 65)
            if changed == token { continue }
            #expect(signer.verify(String(decoding: changed, as: UTF8.self), kind: .refresh, now: 1000) == nil)
        }
    }

    @Test func `an invitation's text opens only its own`() {
        let code = InvitationCode(secret: [UInt8](repeating: 1, count: 32))
        #expect(code.id(in: code.text(of: 12)) == 12)
        #expect(code.id(in: "13" + code.text(of: 12).dropFirst(2)) == nil)
        #expect(InvitationCode(secret: [2]).id(in: code.text(of: 12)) == nil)
        for text in ["", "12", "12-", "x-y", "-"] { #expect(code.id(in: text) == nil) }
    }
}
