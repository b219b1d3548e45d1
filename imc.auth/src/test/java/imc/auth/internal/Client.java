package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Somebody who sends requests and answers challenges, as told. */
final class Client {

    final SipAddress user;
    String password;
    String method = "MESSAGE";
    String requestUri = "sip:chat-1@example.com";
    String uri = requestUri;
    String to = requestUri;
    Flow flow = new Flow("udp", "192.0.2.1", 5060);
    Set<String> peerNames = Set.of();
    String username;
    String cnonce = "0a4f113b";
    int count;
    /** Of the parameters of Authorization. */
    UnaryOperator<String> spoiling = text -> text;

    Client(String user, String password) {
        this.user = SipAddress.parse(user);
        this.password = password;
        this.username = Digest.nameOf(this.user);
    }

    /** A request, with further headers: name, value, name, value. */
    SipRequest request(String... headers) {
        SipHeaders all = SipHeaders.NONE.with("From", '"' + "A, B" + "\" <" + user + ";x=y>;tag=1")
                .with("To", "<" + to + ">");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return new SipRequest(method, requestUri, all, new byte[0], flow, Optional.empty(), "1", peerNames);
    }

    /** The same, with an answer to the first challenge. */
    SipRequest answering(SipResponse challenge) {
        return request("Authorization", authorization(challenge.headers().first("WWW-Authenticate").orElseThrow()));
    }

    String authorization(String challenge) {
        Algorithm algorithm = Algorithm.find(parameter(challenge, "algorithm")).orElseThrow();
        String realm = parameter(challenge, "realm");
        String nc = "%08x".formatted(++count);
        Authorization given = new Authorization(username, realm, parameter(challenge, "nonce"), uri, "", "", "", "auth",
                nc, cnonce);
        String response = algorithm.response(algorithm.ofPassword(username, realm, password), method, given);
        return spoiling.apply(("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                + " algorithm=%s, opaque=\"%s\", qop=auth, nc=%s, cnonce=\"%s\"").formatted(username, realm,
                given.nonce(), uri, response, algorithm.token(), parameter(challenge, "opaque"), nc, cnonce));
    }

    static String parameter(String challenge, String name) {
        int begin = challenge.toLowerCase(Locale.ROOT).indexOf(" " + name + "=");
        if (begin < 0) {
            return "";
        }
        String rest = challenge.substring(begin + name.length() + 2);
        return rest.startsWith("\"") ? rest.substring(1, rest.indexOf('"', 1)) : rest.split("[,\\s]")[0];
    }
}
