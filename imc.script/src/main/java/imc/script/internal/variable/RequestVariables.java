package imc.script.internal.variable;

import imc.api.SipAddress;
import imc.api.script.ScriptSubject;
import imc.api.sip.HeaderValues;
import imc.api.sip.SipRequest;
import imc.script.internal.text.Uri;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a script can read of a request, in Kamailio's meaning. */
final class RequestVariables {

    private RequestVariables() {
    }

    static List<Variable> all() {
        return Stream.of(uri(), names(), headers(), network()).flatMap(List::stream).toList();
    }

    private static List<Variable> uri() {
        return List.of(
                Variable.ofUri("rm", "The method", "MESSAGE", ScriptSubject::method),
                Variable.ofUri("ru", "The Request-URI", "sip:chat-lunch@example.com",
                        subject -> canonical(subject.requestUri())),
                Variable.ofUri("rU", "The user in the Request-URI", "chat-lunch", of(Uri::user)),
                Variable.ofUri("rd", "The host in the Request-URI", "example.com", of(Uri::host)),
                Variable.ofUri("rp", "The port of the Request-URI, 5060 or 5061 where it has none", "5060",
                        of(RequestVariables::port)),
                Variable.ofUri("rP", "The transport of the Request-URI, udp where it has none", "tcp",
                        of(Uri::transport)));
    }

    private static Function<ScriptSubject, String> of(Function<Uri, String> part) {
        return subject -> part.apply(Uri.of(subject.requestUri()).canonical());
    }

    /** Another spelling of a URI is no way around a rule: whoever serves the request takes both for the same. */
    private static String canonical(String uri) {
        Uri read = Uri.of(uri);
        return read.scheme().isEmpty() ? uri : read.canonical().toString();
    }

    private static String port(Uri uri) {
        return !uri.port().isEmpty() || uri.host().isEmpty() ? uri.port()
                : uri.transport().equals("tls") ? "5061" : "5060";
    }

    private static List<Variable> names() {
        return List.of(
                Variable.of("fu", "The URI in From", "sip:alice@example.com",
                        named("From", name -> canonical(name.uri()))),
                Variable.of("fU", "The user in From", "alice", inUri("From", Uri::user)),
                Variable.of("fd", "The host in From", "example.com", inUri("From", Uri::host)),
                Variable.of("fn", "The display name in From, in quotes where it stands so", "\"Alice\"",
                        named("From", Name::display)),
                Variable.of("ft", "The tag in From", "a6c85cf", named("From", Name::tag)),
                Variable.of("tu", "The URI in To", "sip:chat-lunch@example.com",
                        named("To", name -> canonical(name.uri()))),
                Variable.of("tU", "The user in To", "chat-lunch", inUri("To", Uri::user)),
                Variable.of("td", "The host in To", "example.com", inUri("To", Uri::host)),
                Variable.of("tn", "The display name in To, in quotes where it stands so", "Lunch",
                        named("To", Name::display)),
                Variable.of("tt", "The tag in To", "314159", named("To", Name::tag)),
                Variable.of("ai", "The URI in P-Asserted-Identity; empty where it names another than the one who was"
                        + " authenticated", "sip:alice@example.com", RequestVariables::asserted),
                Variable.of("au", "The user who was authenticated", "alice",
                        whole(request -> request.identity().map(user -> user.user()).orElse(""))));
    }

    /**
     * Anybody can write the header: it does not count where a filter has found out that somebody else is the sender.
     */
    private static String asserted(ScriptSubject subject) {
        String uri = Name.of(first(subject, "P-Asserted-Identity")).uri();
        Optional<SipAddress> identity = subject.request().flatMap(SipRequest::identity);
        return identity.isEmpty() || isAddress(uri, identity.get()) ? canonical(uri) : "";
    }

    private static boolean isAddress(String uri, SipAddress address) {
        try {
            return SipAddress.parse(uri).equals(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Function<ScriptSubject, String> inUri(String header, Function<Uri, String> part) {
        return named(header, name -> part.apply(Uri.of(name.uri()).canonical()));
    }

    private static Function<ScriptSubject, String> named(String header, Function<Name, String> part) {
        return subject -> part.apply(Name.of(first(subject, header)));
    }

    private static List<Variable> headers() {
        return List.of(
                new Variable("hdr", "name", "The first value of a header; $hdr(X-Spam)", "yes",
                        RequestVariables::first),
                new Variable("hdrc", "name", "How many values a header has; $hdrc(Via)", "1",
                        (subject, name) -> Integer.toString(
                                subject.request().map(request -> request.headers().all(name).size()).orElse(0))),
                Variable.of("ci", "The Call-ID", "843817637684230@998sdasdh09", subject -> first(subject, "Call-ID")),
                Variable.of("cs", "The number in CSeq", "1826",
                        subject -> firstWord(first(subject, "CSeq").strip())),
                Variable.of("ua", "The User-Agent", "Linphone/4.4", subject -> first(subject, "User-Agent")),
                Variable.of("cT", "The Content-Type", "text/plain", subject -> first(subject, "Content-Type")),
                Variable.of("rb", "The body, as UTF-8", "Who is hungry?", RequestVariables::body),
                Variable.of("bs", "The length of the body in bytes", "14",
                        whole(request -> Integer.toString(request.body().length))));
    }

    private static String first(ScriptSubject subject, String header) {
        return subject.request().flatMap(request -> request.headers().first(header)).orElse("");
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static String body(ScriptSubject subject) {
        return subject.request().map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .orElseGet(() -> subject.fact(ScriptSubject.BODY));
    }

    private static List<Variable> network() {
        return List.of(
                Variable.of("si", "The IP address that the request came from", "192.0.2.7",
                        whole(request -> request.source().host())),
                Variable.of("sp", "The port that the request came from", "5060",
                        whole(request -> Integer.toString(request.source().port()))),
                Variable.of("pr", "The transport by which the request came", "udp",
                        whole(request -> request.source().transport())),
                Variable.of("Ri", "The IP address at which the request came in", "192.0.2.1",
                        subject -> subject.fact(ScriptSubject.LOCAL_HOST)),
                Variable.of("Rp", "The port at which the request came in", "5060",
                        subject -> subject.fact(ScriptSubject.LOCAL_PORT)));
    }

    private static Function<ScriptSubject, String> whole(Function<SipRequest, String> reading) {
        return subject -> subject.request().map(reading).orElse("");
    }

    /**
     * The parts of a header like From, each read when it is asked for.
     *
     * @param open  where the bracket before the URI stands; negative for none
     * @param close where the bracket behind it stands; negative for none
     */
    private record Name(String value, int open, int close) {

        static Name of(String value) {
            int open = HeaderValues.indexOf(value, '<', 0);
            return new Name(value, open, open < 0 ? -1 : value.indexOf('>', open));
        }

        /** As it stands there. */
        String display() {
            return close < 0 ? "" : value.substring(0, open).strip();
        }

        String uri() {
            return close < 0 ? HeaderValues.split(value, ';').get(0).strip()
                    : value.substring(open + 1, close).strip();
        }

        String tag() {
            return HeaderValues.split(value.substring(Math.max(close, 0)), ';').stream().skip(1).map(String::strip)
                    .filter(parameter -> parameter.regionMatches(true, 0, "tag=", 0, 4))
                    .map(parameter -> parameter.substring(4)).collect(Collectors.joining());
        }
    }
}
