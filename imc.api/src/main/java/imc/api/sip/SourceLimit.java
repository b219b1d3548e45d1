package imc.api.sip;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether more requests are taken from a source. Every service of this type is asked about each request, by
 * its source alone and before anything else of it is looked at, also before who has sent it: so that a flood costs as
 * little as it can. Not about retransmissions, which are answered as before.
 */
@ConsumerType
public interface SourceLimit {

    /**
     * A request has come. Called by a thread that receives for everybody: it must be quick, and wait for nothing. What
     * it throws is logged once and counted, and the request is answered 500.
     *
     * @param source the IP address that it has come from
     * @return 0 to take it; else after how many seconds to try again: it is answered 503 with {@code Retry-After}
     */
    int retryAfter(InetAddress source);
}
