package imc.sip.internal.server;

import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.Product;
import imc.sip.internal.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What every request for ourselves must get past (RFC 3261 §8.2.2), with whomever handles it. */
record Inspection(Methods methods) {

    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    /** Why a request is refused; empty where it is not. */
    Optional<SipResponse> refusal(Request request) {
        RequestHead parts = request.parts();
        Optional<SipResponse> scheme = isSip(parts) ? Optional.empty() : schemeRefusal(request);
        if (scheme.isPresent() || !parts.head().has(Header.REQUIRE)) {
            return scheme;
        }
        SipHeaders headers = request.headers();
        List<String> unknown = headers.all("Require").stream().distinct()
                .filter(tag -> !methods.supports(request.method(), tag)).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(SipResponse.of(420)
                .with("Unsupported", String.join(", ", unknown)));
    }

    /** As nearly all are: such a one needs no further look at its scheme. */
    private static boolean isSip(RequestHead parts) {
        byte[] data = parts.head().data();
        int start = parts.uriStart();
        return data[start] == 's' && data[start + 1] == 'i' && data[start + 2] == 'p' && data[start + 3] == ':';
    }

    private static Optional<SipResponse> schemeRefusal(Request request) {
        RequestHead parts = request.parts();
        byte[] data = parts.head().data();
        int colon = Octets.indexOf(data, parts.uriStart(), parts.uriEnd(), ':');
        String scheme = new String(data, parts.uriStart(), colon - parts.uriStart(), StandardCharsets.US_ASCII)
                .toLowerCase(Locale.ROOT);
        // Whoever registers, registers with a domain (§10.2).
        if (!SCHEMES.contains(scheme) || scheme.equals("tel") && request.method().equals("REGISTER")) {
            return Optional.of(SipResponse.of(416));
        }
        // Who writes sips wants every hop to be TLS (RFC 3261 §26.2.2), and the last one was not.
        if (scheme.equals("sips") && !request.transport().isSecure()) {
            return Optional.of(SipResponse.of(403).with("Warning", "399 " + Product.TOKEN + " \"sips needs TLS\""));
        }
        return Optional.empty();
    }
}
