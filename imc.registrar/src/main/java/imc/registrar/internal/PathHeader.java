package imc.registrar.internal;

import imc.api.sip.NameAddress;
import imc.api.sip.SipRequest;
import imc.registrar.internal.uri.ContactUri;
import java.util.List;

/** The proxies through which a user wants to be reached (RFC 3327). */
final class PathHeader {

    static final String TAG = "path";

    private static final int MOST = 10;

    private PathHeader() {
    }

    /**
     * The values of the Path header, empty where there is none.
     *
     * @throws Refused where they cannot be used, or the client has not said that it knows of them (§5.3)
     */
    static List<String> of(SipRequest request) throws Refused {
        List<String> path = request.headers().all("Path");
        if (path.isEmpty()) {
            return path;
        }
        if (!OutboundSupport.isNamed(request, TAG)) {
            throw Refused.extensionRequired(TAG, "Path without Supported: path");
        }
        if (path.size() > MOST) {
            throw Refused.badRequest("%d values of Path, at most %d are allowed".formatted(path.size(), MOST));
        }
        for (String value : path) {
            check(value);
        }
        return path;
    }

    private static void check(String value) throws Refused {
        try {
            if (value.length() > ContactValue.MAX_LENGTH || value.chars().anyMatch(c -> c < ' ' || c >= 0x7F)
                    || !value.startsWith("<")) {
                throw new IllegalArgumentException("<sip:host;lr> of at most " + ContactValue.MAX_LENGTH
                        + " ASCII characters is expected");
            }
            if (!ContactUri.parse(NameAddress.parse(value).uri()).parameters().containsKey("lr")) {
                throw new IllegalArgumentException("its proxy routes strictly (no lr)");
            }
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("Bad Path '" + value + "': " + e.getMessage());
        }
    }
}
