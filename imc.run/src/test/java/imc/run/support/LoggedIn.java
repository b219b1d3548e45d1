package imc.run.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import imc.check.Phone;
import imc.check.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A phone whose user knows a password: it answers challenges, the first of several. */
public final class LoggedIn {

    private final Phone phone;
    private final DigestUser user;
    private String challenge = "";
    private int count;

    /** @param user the user part of the phone's address, or that of somebody else */
    public LoggedIn(Phone phone, String user, String password) {
        this.phone = phone;
        this.user = new DigestUser(user, password);
    }

    public Phone phone() {
        return phone;
    }

    /** Sends a request until it is not challenged any more, or twice in vain. */
    public SipText request(String method, String uri, String to, List<String> headers, String body) throws IOException {
        SipText answer = once(method, uri, to, headers, body);
        for (int i = 0; i < 2 && answer.status() == 401; i++) {
            challenge = answer.header("WWW-Authenticate").orElseThrow();
            count = 0;
            answer = once(method, uri, to, headers, body);
        }
        return answer;
    }

    /** With what is known of the last challenge. */
    public SipText once(String method, String uri, String to, List<String> headers, String body) throws IOException {
        List<String> all = new ArrayList<>(headers);
        if (!challenge.isEmpty()) {
            count++;
            all.add(authorization(method, uri));
        }
        return phone.request(method, uri, to, all, body.getBytes(UTF_8));
    }

    /** The header for one more request. */
    public String authorizationOfNext(String method, String uri) {
        count++;
        return authorization(method, uri);
    }

    /** The header for the last request's count. */
    public String authorization(String method, String uri) {
        return "Authorization: " + user.answer(challenge, method, uri, count);
    }

    /** Registers the phone, for ten minutes. */
    public SipText register() throws IOException {
        return register(phone.address());
    }

    /** Registers somebody where nobody listens. */
    public SipText register(String address) throws IOException {
        return request("REGISTER", "sip:" + host(address), address,
                List.of("Contact: <" + address + ":9>", "Expires: 600"), "");
    }

    /** Says something to a room of the phone's domain. */
    public SipText say(String room, String text) throws IOException {
        String uri = "sip:" + room + "@" + host(phone.address());
        return request("MESSAGE", uri, uri, List.of("Content-Type: text/plain"), text);
    }

    private static String host(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
