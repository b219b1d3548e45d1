package imc.api.location;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A binding (RFC 3261 §10) as it is kept, much as a row of Kamailio's table {@code location}.
 *
 * @param ruid      names it: no other binding has ever had this one; at most 64 characters of ASCII
 * @param user      the address-of-record
 * @param contact   the value of its Contact header, without {@code expires}
 * @param uri       the Request-URI of what is sent there
 * @param q         its preference in thousandths, 0 to 1000
 * @param expires   the moment from which it is no more
 * @param callId    of the REGISTER that made it or refreshed it last
 * @param cseq      that request's CSeq number
 * @param userAgent what the client calls itself; an empty text where it does not say
 * @param instance  {@code +sip.instance} without its quotes (RFC 5626 §4.1); an empty text for none
 * @param regId     {@code reg-id} (RFC 5626 §4.2); 0 for none
 * @param source    in whose name it is counted; an empty text for nobody's
 * @param flow      where requests go; see {@link Contact#flow()}
 * @param flowOnly  see {@link Contact#flowOnly()}
 * @param path      see {@link Contact#path()}
 */
public record StoredBinding(String ruid, SipAddress user, String contact, String uri, int q, Instant expires,
        String callId, long cseq, String userAgent, String instance, int regId, String source, Optional<Flow> flow,
        boolean flowOnly, List<String> path) {

    public StoredBinding {
        Objects.requireNonNull(ruid, "ruid");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(userAgent, "userAgent");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(flow, "flow");
        path = List.copyOf(path);
    }
}
