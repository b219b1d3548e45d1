package imc.sip.internal.server;

import java.util.List;

/** Ordinary, odd and hostile MESSAGEs: {@code |} ends a line, {@code $VIA} and {@code $PORT} are the client's. */
final class OddRequests {

    private static final String TAIL = "CSeq: 1 MESSAGE|Content-Type: text/plain|Content-Length: 2||hi";
    private static final String HEAD = "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|Via: $VIA|Max-Forwards: 70|";
    private static final String FROM = "From: <sip:alice@127.0.0.1>;tag=a|";
    private static final String TO = "To: <sip:chat-1@127.0.0.1>|";
    private static final String ID = "Call-ID: c1|";

    static List<String> requests() {
        return List.of(
                // as real clients write them
                HEAD + FROM + TO + ID + TAIL,
                HEAD + FROM + "To: sip:chat-1@127.0.0.1|" + ID + "Date: Sat, 13 Nov 2010 23:29:00 GMT|Supported: "
                        + "replaces, outbound, gruu|" + TAIL,
                HEAD + FROM + TO + ID + "Route: <sip:127.0.0.1:5060;lr>|" + TAIL,
                HEAD + "From: \"Alice B.\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: Alice <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: sip:alice@127.0.0.1;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"Al, \\\"ice\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1>|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1:5070;transport=udp>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <tel:+12345>;tag=a|" + TO + ID + TAIL,
                HEAD + FROM + "To: \"Room\" <sip:chat-1@127.0.0.1:5060>;tag=to1|Call-ID: c-1@127.0.0.1|" + TAIL,
                "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|CSeq: 007 MESSAGE|Call-ID: x|" + TO + FROM
                        + "Content-Length: 2|Via: $VIA||hi",
                HEAD.replace("Via: $VIA", "Via: SIP/2.0/UDP 127.0.0.1:$PORT;rport;branch=z9hG4bK.H-mr0wSbd$PORT")
                        + FROM + TO + ID + TAIL,
                HEAD.replace("127.0.0.1:$PORT", "x") .replace("$VIA",
                        "SIP/2.0/UDP phone.invalid;branch=z9hG4bKx$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKn$PORT") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 10.1.2.3:$PORT;branch=z9hG4bKo$PORT") + FROM + TO + ID + TAIL,
                HEAD.replace("Via:", "v :") + "f: <sip:alice@h>;tag=1|t: <sip:chat-1@h>|i: 1|k: a,b , c|CSeq: 1 MESSAGE"
                        + "|c: text/plain|l: 2||hi",
                HEAD + "From: \"Alice\"|\t <sip:alice@127.0.0.1>;tag=a|" + TO + "Call-ID:|  c1|Supported: a,|  b|"
                        + TAIL,
                HEAD + "From: \" Alice: B, <x> \"<sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"\u00c3\u00a4\u00c3\u00b6\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"\" <sip:alice@127.0.0.1>;tag=a|To: Room One  <sip:chat-1@127.0.0.1>|" + ID + TAIL,
                HEAD + FROM + TO + ID + "Expires: 60|Date: now|Auto-Submitted: no|In-Reply-To: a@b, c|" + TAIL,
                HEAD + FROM + TO + ID + "Expires:|Supported:|In-Reply-To: ,|" + TAIL.replace(": text/plain", ":"),
                HEAD + FROM + TO + ID + "CSeq: 1 MESSAGE||without a length",
                // odd
                HEAD + "From: \"\u00e4\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"a\tb\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: a.b:c <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: < sip:alice@127.0.0.1 >;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1> ;tag=a|" + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Supported: \"a,b\", <c,d>|" + TAIL,
                HEAD + FROM + TO + ID + "Supported: a|Supported: b|Expires: 1|Expires: 2|" + TAIL,
                HEAD + FROM + TO + ID + "P-Asserted-Identity: <sip:eve@h>|" + TAIL,
                HEAD.replace("|Via", "| folded: at once|Via") + FROM + TO + ID + TAIL,
                "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0\nVia: $VIA\n" + FROM + TO + ID + "CSeq: 1 MESSAGE\n\nhi",
                HEAD + "From: <sip:" + "x".repeat(130) + "@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKp$PORT;alias;rport") + FROM + TO + ID
                        + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=old$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "$VIA, SIP/2.0/TCP far.example.com;branch=z9hG4bKy") + FROM + TO + ID + TAIL,
                HEAD.replace("Via:", "v:") + "f: <sip:alice@h>;tag=1|t: <sip:chat-1@h>|i: 1|CSeq: 1 MESSAGE|l: 2||hi",
                HEAD + FROM + TO + ID + "Subject: a| b|" + TAIL,
                HEAD + FROM + TO + ID + "Require: foo|" + TAIL,
                HEAD + FROM + TO + ID + "Content-Encoding: gzip|" + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:bob@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-1@127.0.0.1:5060;transport=udp ") + FROM + TO + ID
                        + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-manager@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-%41@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "http://127.0.0.1/ ") + FROM + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat,|  13 \t|\tNov|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat,| |\tNov|" + TAIL,
                HEAD + FROM + TO + ID + "Date\u00e2\u0080\u0083: 1|\u00e2\u0080\u0083Expires: 2|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat\u00e2\u0080\u0083|Expires: \u00e2\u0080\u00831|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat|  \u00e2\u0080\u0083Nov\u00e2\u0080\u0083|" + TAIL,
                HEAD + FROM + TO + ID + "Date\u001f: 1|Expires\u0001: 2|" + TAIL,
                // hostile
                HEAD.replace("Via:", "Via\u0001:") + FROM + TO + ID + TAIL,
                HEAD + FROM + FROM + TO + ID + TAIL,
                HEAD + TO + ID + TAIL,
                HEAD + FROM + TO + TAIL,
                HEAD + FROM + TO + ID + TAIL.replace("1 MESSAGE", "1 OPTIONS"),
                HEAD + FROM + TO + ID + TAIL.replace("1 MESSAGE", "99999999999 MESSAGE"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 3"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 1"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: -2"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 2|l: 2"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 2|l: 1"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length:"),
                HEAD + FROM + TO + "Call-ID: a\u0001b|" + TAIL,
                HEAD + FROM + TO + "Call-ID: a b|" + TAIL,
                HEAD + FROM + TO + "Call-ID: |" + TAIL,
                HEAD + "From: >sip:alice@127.0.0.1<;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@-h.>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=a;tag=b|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=\"a b\"|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag|" + TO + ID + TAIL,
                HEAD + FROM + "To: <sip:chat-1@127.0.0.1>;tag=|" + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/TCP 127.0.0.1:$PORT;branch=z9hG4bKq$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:99999;branch=z9hG4bKr$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKs(;rport") + FROM + TO + ID + TAIL,
                HEAD.replace(" SIP/2.0|V", " SIP/3.0|V") + FROM + TO + ID + TAIL,
                HEAD.replace(" SIP/2.0|V", "  SIP/2.0|V") + FROM + TO + ID + TAIL,
                HEAD.replace("MESSAGE", "message") + FROM + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Max-Forwards: x|no colon|" + TAIL,
                "MESSAGE |", "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0||", "MESSAGE  SIP/2.0|Via: $VIA||");
    }

    private static final String REST = FROM + TO + ID + TAIL;
    private static final String PROXY = "Via: SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK994a.bd7507c967e91e71.$PORT.0";
    private static final String CLIENT = "Via: SIP/2.0/UDP 10.0.0.9:25071;received=127.0.0.1;"
            + "branch=z9hG4bKu;rport=25071";

    /** What arrives through proxies: the lines below the request line. */
    static List<String> proxied() {
        return List.of(
                // as Kamailio and OpenSIPS write them
                PROXY + '|' + CLIENT + '|' + REST,
                PROXY + ";i=1|" + CLIENT + ";alias|" + REST,
                PROXY + ";i=a3f1;rport|"
                        + "Via: SIP/2.0/TCP 10.0.0.9:5071;rport=5071;received=127.0.0.1;branch=z9hG4bKv|" + REST,
                "Record-Route: <sip:127.0.0.1:5060;lr;ftag=a>|Record-Route: <sip:10.0.0.1;transport=tcp;lr>|"
                        + PROXY + '|' + CLIENT + "|Max-Forwards: 69|P-Asserted-Identity: \"Alice\" <sip:alice@h>|"
                        + REST,
                PROXY + '|' + CLIENT + "|P-Asserted-Identity: <sip:alice@h>|P-Asserted-Identity: <tel:+12345>|" + REST,
                PROXY + ";alias|" + CLIENT + '|' + REST,
                PROXY + ";rport;alias|Via: SIP/2.0/TLS edge.example.com;branch=z9hG4bKe|" + CLIENT + '|' + REST,
                // as others do
                PROXY + ',' + CLIENT.substring(5) + '|' + REST,
                PROXY + ", " + CLIENT.substring(5) + " , SIP/2.0/SCTP a_b.Example.COM:99|" + REST,
                PROXY + ", " + CLIENT.substring(5) + '|' + CLIENT + ", " + CLIENT.substring(5) + '|' + REST,
                PROXY.replace("Via:", "v:") + "|v : " + CLIENT.substring(5)
                        + "|VIA:" + CLIENT.substring(5) + '|' + REST,
                FROM + PROXY + '|' + TO + CLIENT + '|' + ID + CLIENT + '|' + TAIL,
                PROXY + ";rport;keep;oc;oc-algo=\"loss,A;b\"|Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK5;"
                        + "a=\"\"|" + REST,
                PROXY.replace("127.0.0.1", "[2001:db8::1]")
                        + "|Via: SIP/2.0/UDP [::1];received=::1;branch=z9hG4bK6|" + REST,
                PROXY.replace("127.0.0.1", "[2001:DB8::1]") + ";rport|Via: SIP/2.0/UDP [::1]:9;received=[::1]|" + REST,
                PROXY.replace("127.0.0.1", "Proxy_1.Example.COM") + ";a=1;ab=2;b=1|Via: SIP/2.0/TLS-SCTP x|" + REST,
                PROXY.replace("994a.", "%!*+`'~-_") + '|' + CLIENT.replace("Ku", "Ku%!*+`'~-_") + '|' + REST,
                PROXY + '|' + (CLIENT + '|').repeat(70) + REST,
                PROXY + (',' + CLIENT.substring(5)).repeat(70) + '|' + REST,
                // odd
                PROXY + ",," + CLIENT.substring(5) + '|' + REST,
                PROXY + ",|" + CLIENT + '|' + REST,
                "Via: ," + PROXY.substring(5) + '|' + CLIENT + '|' + REST,
                "Via:|" + PROXY + "|Via: |" + CLIENT + '|' + REST,
                PROXY + ",|  " + CLIENT.substring(5) + '|' + REST,
                PROXY + "| ;i=1|" + CLIENT + "|\t;x|" + REST,
                PROXY + "|Via:|  " + CLIENT.substring(5) + '|' + REST,
                PROXY + "|Via: SIP / 2.0 / UDP  10.0.0.9 : 25071 ; branch = z9hG4bKu ; rport = 25071|" + REST,
                PROXY.replace("SIP/2.0/UDP ", "SIP / 2.0/UDP  ").replace(";", " ; ") + " ; i = 1|"
                        + CLIENT + '|' + REST,
                PROXY.replace("SIP/2.0/UDP ", "sip/2.0/udp ") + '|'
                        + CLIENT.replace("SIP/2.0/UDP ", "sip/2.0/udp ") + '|' + REST,
                PROXY + ";X=\"a\\\"b\"|" + CLIENT + ";y=\"\\\\\"|" + REST,
                PROXY + ";x=\"a, b\", " + CLIENT.substring(5) + ";x=\"SIP/2.0/UDP h,<\",SIP/2.0/UDP <h>|" + REST,
                PROXY + ";x=\"a|" + CLIENT + "\"|" + REST,
                PROXY + ";x=\"\u00c3\u00a4\"|" + CLIENT + ";x=\u00e4|" + REST,
                PROXY + ";i=1;i=2|" + CLIENT + ";rport=1|" + REST,
                PROXY + ";a=1;b=2;a|" + CLIENT + ";branch=z9hG4bKw|" + REST,
                PROXY + ";Alias;I=1|" + CLIENT.replace("rport", "RPort") + '|' + REST,
                PROXY + ";alias=1|" + CLIENT + ";alias=2|" + REST,
                PROXY + ";i=|" + CLIENT + ";x=|" + REST,
                PROXY + ";;i=1|" + CLIENT + ";|" + REST,
                PROXY + ";i=1=2|" + CLIENT + '|' + REST,
                PROXY + ";received=10.1.1.1|" + CLIENT + '|' + REST,
                PROXY + ";rport=99|" + CLIENT + '|' + REST,
                PROXY + ";rport;rport|" + CLIENT + '|' + REST,
                PROXY + ";maddr=127.0.0.1;rport|" + CLIENT + ";maddr=224.0.0.1;ttl=16|" + REST,
                PROXY + ";a;b;c;d;e;f;g;h;i;j;k|" + CLIENT + ";a;b;c;d;e;f;g;h;i;j;k|" + REST,
                PROXY + ";x=" + "y".repeat(2000) + '|' + CLIENT + ";x=" + "y".repeat(2000) + '|' + REST,
                PROXY + '|' + CLIENT.replace("25071", "025071") + '|' + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport") + '|' + REST,
                PROXY + '|' + CLIENT.replace(";branch=z9hG4bKu", ";branch=0") + "|Via: SIP/2.0/UDP h|" + REST,
                PROXY.replace("z9hG4bK", "Z9HG4BK") + '|' + CLIENT + '|' + REST,
                // hostile
                PROXY + "|Via: SIP/2.0/UDP|" + REST,
                PROXY + "|Via: SIP/2.0 UDP h;branch=z9hG4bKx|" + REST,
                PROXY + "|Via: SIP/3.0/UDP h;branch=z9hG4bKx|" + REST,
                PROXY + "|Via: HTTP/1.1/UDP h;branch=z9hG4bKx|" + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport=x") + '|' + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport=99999999999") + '|' + REST,
                PROXY + '|' + CLIENT.replace("branch=z9hG4bKu", "branch") + '|' + REST,
                PROXY + '|' + CLIENT.replace("branch=z9hG4bKu", "branch=") + '|' + REST,
                PROXY + '|' + CLIENT.replace(":25071", ":99999") + '|' + REST,
                PROXY + '|' + CLIENT.replace(":25071", ":") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "[::1") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "[g]") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "::1") + '|' + REST,
                PROXY + '|' + CLIENT + " (over there)|" + REST,
                PROXY + '|' + CLIENT + ";x=\"(\"|" + REST,
                PROXY + '|' + CLIENT + "\u0001|" + REST,
                PROXY.replace("branch=", "x=") + '|' + CLIENT + '|' + REST,
                PROXY.replace("z9hG4bK", "") + '|' + CLIENT + '|' + REST,
                "Via: SIP/2.0/TCP 127.0.0.1:$PORT;branch=z9hG4bK$PORT|" + CLIENT + '|' + REST,
                "Via: SIP/3.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK$PORT|" + CLIENT + '|' + REST,
                "Via: nonsense|" + PROXY + '|' + CLIENT + '|' + REST);
    }

    private OddRequests() {
    }
}
