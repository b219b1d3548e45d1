package imc.api.sip;

import imc.api.Message;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides what becomes of each request that the filters have let pass, before anybody answers it: as the request route
 * of Kamailio does. Of several services of this type the one with the highest {@code service.ranking} decides alone;
 * without any, requests go where they always go, at no cost. Where there was one, and a bundle is installed and not
 * active that says that it offers one (capability {@code osgi.service}), they are answered 503.
 * <p>
 * Asked once for each request outside of dialogs and in them, but for ACK, CANCEL and retransmissions.
 */
@ConsumerType
public interface SipRoute {

    /**
     * Decides. Called by a thread that receives for everybody, or by that of a filter: it must wait for nothing.
     * Whoever has to wait returns at once and completes later; meanwhile the request is held, with what is held in all
     * bounded, and after 32 seconds, when its client has given up (Timer F), it is answered 503. So is, at once and
     * without a call, a request that there would be no room to hold.
     * <p>
     * What is thrown, null, and what completes exceptionally are logged once and counted, and the request is answered
     * 500.
     */
    CompletionStage<Decision> route(Routed request);

    /** A request on its way. For one thread at a time. */
    @ProviderType
    interface Routed {

        /** As it stands in the request. */
        String method();

        /** As it stands in the request, or as it was rewritten. */
        String requestUri();

        /** All of it, with the Request-URI as it is now. Read when it is first asked for. */
        SipRequest request();

        /**
         * It as whoever serves it will read it: with its sender as it is to be believed, and its body without content
         * codings. Empty for what is no MESSAGE, and for one that will be refused because it cannot be read.
         */
        default Optional<Message> message() {
            return Optional.empty();
        }

        /** By which of our addresses whoever has sent it gets at us. */
        SentBy local();

        /**
         * Another Request-URI, for whoever serves the request.
         *
         * @throws IllegalArgumentException where it is no URI of sip, sips or tel, or anything else than a URI
         */
        void rewrite(String requestUri);

        /**
         * Adds headers to what rooms send because of the request.
         *
         * @param headers by name; none that the server sets itself ({@link SipHeaders#isSetByServer})
         */
        void append(Map<String, String> headers);

        /**
         * Has it served as a MESSAGE to a room, to the end but for its answer. To be called once.
         *
         * @return how; never exceptionally
         */
        CompletionStage<Served> serve();
    }

    /**
     * How a message was served.
     *
     * @param code   positive for success, negative for a refusal, as {@link imc.api.ReturnCode} has them
     * @param answer that would have been sent
     */
    record Served(int code, SipResponse answer) {

        public Served {
            Objects.requireNonNull(answer, "answer");
        }
    }

    /**
     * What becomes of a request.
     *
     * @param answer   that is sent; empty for none
     * @param isOnward whether it goes on to whoever answers it without a route
     */
    record Decision(Optional<SipResponse> answer, boolean isOnward) {

        /** It goes on as if there were no route, with the Request-URI as it is now. */
        public static final Decision ONWARD = new Decision(Optional.empty(), true);
        /** Nobody answers it. */
        public static final Decision DROP = new Decision(Optional.empty(), false);

        public Decision {
            Objects.requireNonNull(answer, "answer");
        }

        /** It is answered so. */
        public static Decision answered(SipResponse answer) {
            return new Decision(Optional.of(answer), false);
        }
    }
}
