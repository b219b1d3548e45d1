package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Interpretation;
import imc.api.command.Interpreter;
import imc.api.text.Language;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.settings.RoomSource;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.store.StoreGate;
import imc.rooms.internal.time.Timing;
import imc.rooms.internal.turn.Away;
import imc.rooms.internal.turn.PendingCommand;
import imc.rooms.internal.turn.Replies;
import imc.rooms.internal.turn.RoomEngine;
import imc.rooms.internal.turn.Words;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Has commands read by the interpreter that is there, and has the engine carry them out. */
@Component(service = Commands.class)
public final class Commands {

    private static final String UNKNOWN = "unknown";
    /** So much longer than the wait for a store that comes. */
    private static final int MORE_MILLIS = 1000;

    private final ConferenceSettings settings;
    private final RoomEngine engine;
    private final Replies replies;
    private final Counters counters;
    private final Rooms rooms;
    private final ServedAddresses addresses;
    private final Timing timing;
    /** Optional, so that the rooms stay while the commands are updated. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Interpreter interpreter;

    @Activate
    public Commands(@Reference ConferenceSettings settings, @Reference RoomEngine engine, @Reference Replies replies,
            @Reference Counters counters, @Reference Rooms rooms, @Reference ServedAddresses addresses,
            @Reference Timing timing) {
        this.settings = settings;
        this.engine = engine;
        this.replies = replies;
        this.counters = counters;
        this.rooms = rooms;
        this.addresses = addresses;
        this.timing = timing;
    }

    /**
     * Runs the command in the message.
     *
     * @param answer completed with the answer
     */
    void run(Incoming incoming, CompletableFuture<Answer> answer) {
        Message message = incoming.message();
        SipAddress addressed = incoming.room();
        Interpreter reader = interpreter;
        if (reader == null) {
            refuse(message, addressed, UNKNOWN, Away.COMMANDS, answer);
            return;
        }
        Language language = replies.language(message, addressed);
        if (!canBeUser(message.sender())) {
            refuse(message, addressed, UNKNOWN, Answer.of(ReturnCode.UNREADABLE,
                    Words.to(language, "bad.sender", message.sender())), answer);
            return;
        }
        String startChar = settings.startChar();
        Interpretation read = reader.read(incoming.text(), addressed, startChar,
                address -> isRoom(address, addressed), this::canBeUser, language);
        if (read instanceof Interpretation.Call call) {
            run(message, addressed, call, new PendingCommand.Context(rooms, reader::commands, startChar, settings,
                    message.isToManager(), this::canBeUser, this::objection), answer);
        } else if (read instanceof Interpretation.Refused refused) {
            refuse(message, addressed, refused.name().orElse(UNKNOWN), refused.answer(), answer);
        } else {
            unknown(message, addressed, ((Interpretation.Unknown) read).hint(), answer);
        }
    }

    private void run(Message message, SipAddress addressed, Interpretation.Call call, PendingCommand.Context context,
            CompletableFuture<Answer> answer) {
        answer.whenComplete((outcome, failure) -> counters.command(call.name(), outcome));
        PendingCommand command = new PendingCommand(call.name(), call.command(), message.sender(),
                message.isSenderKnown(), addressed, call.room().orElse(addressed), call.arguments(), message.callId(),
                Language.of(message), context, timing.nanoTime() + settings.swapTimeout().toNanos(), false, answer);
        if (call.room().isPresent()) {
            engine.run(command);
        } else {
            engine.runWithoutRoom(command);
        }
        if (!answer.isDone()) {
            bound(message, addressed, call, answer);
        }
    }

    /**
     * The sender is not left without an answer by a store that hangs, for whichever change of the room. What he wants
     * may still be done: then he hears of it as everybody in the room does.
     */
    private void bound(Message message, SipAddress addressed, Interpretation.Call call,
            CompletableFuture<Answer> answer) {
        // who waits for a store to come may wait longer, if that is wanted so
        long millis = Math.max(StoreGate.PATIENCE.toMillis(),
                settings.swapTimeout().toMillis() + MORE_MILLIS);
        timing.within(answer.copy(), TimeUnit.MILLISECONDS.toNanos(millis)).whenComplete((outcome, failure) -> {
            if (failure instanceof TimeoutException) {
                replies.refuse(call.name(), message, addressed, Away.UNDECIDED, answer);
            }
        });
    }

    /** What is sent to a room, or to the manager, is no user's to read, and nothing that they send is a user's. */
    private boolean canBeUser(SipAddress address) {
        return addresses.canBeUser(address) && rooms.find(address).isEmpty();
    }

    /** A word that is sent to a room with a password is that, unless it can be a room's address. */
    private boolean isRoom(SipAddress address, SipAddress addressed) {
        return rooms.find(addressed).flatMap(room -> room.properties().get(Room.PASSWORD)).isEmpty()
                || objection(address).isEmpty() || rooms.find(address).isPresent();
    }

    /** What is matched is the Request-URI; a room that is named elsewhere can be any. */
    private Optional<String> objection(SipAddress room) {
        return settings.roomSource() == RoomSource.TO ? Optional.empty() : addresses.objection(room);
    }

    /** As Kamailio does, with 200 and a notice; who cannot be sent a notice is refused. */
    private void unknown(Message message, SipAddress addressed, String hint, CompletableFuture<Answer> answer) {
        if (!replies.reach(message.sender(), message.isSenderKnown())) {
            refuse(message, addressed, UNKNOWN, Answer.of(ReturnCode.NOT_REGISTERED), answer);
            return;
        }
        counters.command(UNKNOWN, Answer.OK);
        answer.complete(Answer.OK);
        replies.tell(message, addressed, hint);
    }

    private void refuse(Message message, SipAddress addressed, String name, Answer refused,
            CompletableFuture<Answer> answer) {
        counters.command(name, refused);
        replies.refuse(name, message, addressed, refused, answer);
    }
}
