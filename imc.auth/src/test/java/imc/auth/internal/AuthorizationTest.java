package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final String REST = "username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"0\"";

    @ParameterizedTest
    @CsvSource({"SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        "MD5, 8ca523f5e9506fed4657c9700eebdbec"})
    void theExamplesOfRfc7616(String token, String response) {
        Authorization given = Authorization.read("Digest username=\"Mufasa\",       realm=\"http-auth@example.org\","
                + " uri=\"/dir/index.html\", algorithm=" + token + ","
                + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response + "\","
                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"").orElseThrow();
        Algorithm algorithm = Algorithm.find(given.algorithm()).orElseThrow();
        String hash = algorithm.ofPassword("Mufasa", "http-auth@example.org", "Circle of Life");
        assertEquals(given.response(), algorithm.response(hash, "GET", given));
        given.requireAuth();
        assertEquals(1, given.count());
    }

    @Test
    void theExampleOfRfc2617() {
        Authorization given = new Authorization("Mufasa", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "/dir/index.html", "", "MD5", "", "auth", "00000001", "0a4f113b");
        assertEquals("939e7578ed9e3c518a452acee763bce9", Algorithm.MD5.ofPassword("Mufasa", "testrealm@host.com",
                "Circle Of Life"));
        assertEquals("6629fae49393a05397450978507c4ef1", Algorithm.MD5.response("939e7578ed9e3c518a452acee763bce9",
                "GET", given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest " + REST, "digest\t" + REST + ",", "DIGEST  , ,username = \"u\" ,realm= r ,nonce=n,"
            + "uri=\"sip:h\",RESPONSE=\"0\"", "Digest " + REST + ", x=\"a, b=\\\"c\", y="})
    void otherSpellings(String value) {
        Authorization read = Authorization.read(value).orElseThrow();
        assertEquals(new Authorization("u", "r", "n", "sip:h", "0", "MD5", "", "", "", ""), read);
        assertFalse(read.toString().contains("n\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "DigestX " + REST, ""})
    void otherSchemesAreNobodys(String value) {
        assertEquals(Optional.empty(), Authorization.read(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest", "Digest username", "Digest username=\"u", "Digest username=\"u\\\"",
        "Digest username=\"u\"x, " + REST, "Digest username=\"v\", " + REST,
        "Digest realm=\"r\", nonce=\"n\", uri=\"u\"",
        "Digest " + REST + ", ="  + ", ="})
    void whatCannotBeReadIsRefused(String value) {
        assertThrows(IllegalArgumentException.class, () -> Authorization.read(value));
    }

    @Test
    void itIsBounded() {
        String most = "Digest " + REST + ", x=\"" + "y".repeat(Authorization.MAX_LENGTH);
        assertThrows(IllegalArgumentException.class, () -> Authorization.read(most + '"'));
        assertTrue(Authorization.read(most.substring(0, Authorization.MAX_LENGTH - 1) + '"').isPresent());
        StringBuilder many = new StringBuilder("Digest ").append(REST);
        for (int i = 5; i < Authorization.MAX_PARAMETERS; i++) {
            many.append(", p").append(i).append("=1");
        }
        assertTrue(Authorization.read(many.toString()).isPresent());
        assertThrows(IllegalArgumentException.class, () -> Authorization.read(many + ", more=1"));
    }

    @ParameterizedTest
    @CsvSource({"auth, 00000001, c, true", "AUTH, ffffFFFF, c, true", "'', 00000001, c, false",
        "auth-int, 00000001, c, false", "auth, 1, c, false", "auth, 0000000g, c, false",
        "auth, 00000000, c, false", "auth, 00000001, '', false", "auth, '', c, false",
        "auth, '-0000001', c, false", "auth, '+0000001', c, false"})
    void onlyQopAuthCounts(String qop, String nc, String cnonce, boolean counts) {
        Authorization given = new Authorization("u", "r", "n", "sip:h", "0", "MD5", "", qop, nc, cnonce);
        if (counts) {
            given.requireAuth();
            assertTrue(given.count() > 0);
        } else {
            assertThrows(IllegalArgumentException.class, given::requireAuth);
        }
    }
}
