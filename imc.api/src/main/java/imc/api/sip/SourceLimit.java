package imc.api.sip;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether more requests are taken from a source. Every service of this type is asked about each request as it is
 * received, by its source alone and before anything else of it is looked at: so that a flood costs as little as it can.
 * About whatever is no response, that is: also about retransmissions, and about datagrams that cannot be read. Over
 * connections, also about responses that nobody has waited for, and about keep-alives of which more than one a second
 * comes over one connection (RFC 5626 §3.5.1).
 */
@ConsumerType
public interface SourceLimit {

    /**
     * A request has come. Called by a thread that receives for everybody: it must be quick, and wait for nothing. What
     * it throws is logged once and counted, and the request is answered 500.
     * <p>
     * What is not taken is answered 503 with {@code Retry-After} where it is new, and as before where it is a
     * retransmission. Datagrams are answered so a few times a second; the others are dropped. From a connection nothing
     * more is read until that time is over, or some seconds.
     *
     * @param source the IP address that it has come from
     * @return 0 to take it; else after how many seconds to try again
     */
    int retryAfter(InetAddress source);
}
