package imc.api.sip;

import java.util.Objects;

/**
 * A response for a {@link TransactionLayer}: it has one Via, with a branch that has the magic cookie.
 *
 * @param message the whole of it, as it came in; not to be changed
 * @param status  100 to 699
 * @param method  that of its CSeq
 * @param branch  that of its Via
 * @param source  where it came from, and over which connection
 */
public record RawResponse(byte[] message, int status, String method, String branch, Flow source) {

    public RawResponse {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(source, "source");
    }
}
