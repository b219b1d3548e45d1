package imc.api.sip;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The transport layer (RFC 3261 §18), for a stack that has transactions of its own ({@link TransactionLayer}): our
 * sockets, our way to find somebody, our bounds. Whoever only wants to send requests uses {@link SipClient}.
 * <p>
 * Safe for use by many threads; never waits. The service goes when the sockets are closed; whatever it is asked after
 * that fails as if nobody could be reached.
 */
@ProviderType
public interface TransportLayer {

    /** Where we listen now, in the order of the configuration; it may change at any time. */
    List<SentBy> listeningPoints();

    /**
     * Finds where a request goes (RFC 3261 §8.1.2, RFC 3263): where its route begins; without one, to the outbound
     * proxy, where there is one; else to whoever the URI means. What is too long for UDP goes by TCP where that can be
     * had (§18.1.1), for which a connection may be opened first.
     *
     * @param uri    the Request-URI: sip or sips
     * @param route  the values of its Route headers
     * @param length of the request in bytes, about
     * @return at least one place, in the order in which they are tried; exceptionally, with an {@link IOException},
     *         where there is none. It may complete on the caller's thread or on one that serves others, too
     * @throws IllegalArgumentException where one of them is no SIP URI that can be used
     */
    CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length);

    /**
     * Finds where a request goes in a dialog whose other end is a stranger. Its target and its route are what he wrote
     * into Contact and Record-Route, and he may have named anybody: as {@link #locate(String, List, int)} where that
     * leads to the IP address that he sends from, or he is the outbound proxy; else {@link #over} the source itself.
     * Nothing is opened to anybody else.
     *
     * @param source where the last request of the other end came from
     * @throws IllegalArgumentException where one of them is no SIP URI that can be used
     */
    CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length, Flow source);

    /**
     * The way over a connection that is open, to whoever is at its other end (RFC 5626 §5.3), or with datagrams to the
     * address that they came from.
     *
     * @return empty where the connection has ended, or that address cannot be reached
     */
    Optional<SipHop> over(Flow flow);

    /**
     * Sends a request. Who has never answered gets only so much by UDP as is bounded for everybody
     * ({@code udp_unproven_limit}): the rest is lost, as any datagram may be. That a connection could not be opened, or
     * has ended, a {@link FlowListener} hears.
     *
     * @param request a whole message, whose topmost Via names the hop's transport and sent-by; not to be changed
     * @throws IOException where it cannot be sent, or too much waits to be sent already
     */
    void send(byte[] request, SipHop hop) throws IOException;

    /** Something will come over a connection, or has to go over it: it may be idle for so long. */
    void keep(Flow flow, Duration time);
}
