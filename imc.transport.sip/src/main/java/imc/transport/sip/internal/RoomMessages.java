package imc.transport.sip.internal;

import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.Hindrance;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each MESSAGE for a room, or for the manager, to the conference server, and its answer back. */
@Component(service = MessageHandler.class, configurationPid = RoomSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Configuration.class)
public final class RoomMessages implements MessageHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RoomMessages.class);
    /** Whoever is missing is being updated. */
    private static final int RETRY_SECONDS = 5;
    /** Soon: who is slow will have caught up, or be given up. */
    private static final int RETRY_ROOM_SECONDS = 2;

    private final AtomicReference<ImcManager> manager = new AtomicReference<>();
    private Settings settings = RoomSettings.initial();
    private volatile Addresses addresses;

    /** Takes messages at once. */
    @Activate
    public RoomMessages(Map<String, Object> configuration) {
        modified(configuration);
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = RoomSettings.after(settings, configuration, LOG::error);
        addresses = new Addresses(settings);
        RoomAdvice.on(settings).forEach(LOG::warn);
    }

    @Override
    public boolean serves(SipAddress requestUri) {
        return addresses.of(requestUri).isServed();
    }

    @Override
    public Optional<Answer> refusal(Hindrance hindrance) {
        if (manager.get() == null) {
            return Optional.of(notRunning());
        }
        return switch (hindrance) {
            case NONE -> Optional.empty();
            case CLOSING -> refused("The server is going down", RETRY_SECONDS);
            case OVERLOADED -> refused("The server is overloaded", RETRY_SECONDS);
            case UNLOCATED -> refused("The location service is not there", RETRY_ROOM_SECONDS);
            case CONGESTED -> refused("The outbound proxy cannot follow", RETRY_ROOM_SECONDS);
            case SLOW_RECEIVER -> refused("A member of the room cannot follow", RETRY_ROOM_SECONDS);
            case FULL -> refused("The room has too much on its way", RETRY_ROOM_SECONDS);
        };
    }

    private static Optional<Answer> refused(String text, int retryAfter) {
        return Optional.of(Answer.unavailable(text, retryAfter));
    }

    private static Answer notRunning() {
        return Answer.unavailable("The conference server is not running", RETRY_SECONDS);
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        ImcManager server = manager.get();
        if (server == null) {
            return CompletableFuture.completedFuture(notRunning());
        }
        return server.handle(addresses.of(message.requestUri()).isManager() ? toManager(message) : message);
    }

    private static Message toManager(Message message) {
        return new Message(message.sender(), message.requestUri(), message.to(), message.callId(), message.content(),
                message.headers(), true, message.isSenderKnown());
    }

    @Override
    public Optional<Answer> unavailable() {
        return unavailable(manager.get());
    }

    private static Optional<Answer> unavailable(ImcManager server) {
        return server == null ? Optional.of(notRunning()) : server.unavailable();
    }

    @Override
    public Optional<SipResponse> wouldRefuse(SipAddress requestUri, SipAddress to) {
        ImcManager server = manager.get();
        Optional<Answer> refusal = unavailable(server);
        if (refusal.isPresent()) {
            return refusal.map(SipResponse::of);
        }
        // Which of the two names the room is the conference server's to say.
        return addresses.of(requestUri).isManager() || server.roomActive(requestUri) || server.roomActive(to)
                ? Optional.empty() : Optional.of(SipResponse.of(404));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindManager(ImcManager service) {
        manager.set(service);
    }

    void unbindManager(ImcManager service) {
        manager.compareAndSet(service, null);
    }
}
