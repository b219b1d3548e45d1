package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads a command, finds who carries it out, and for which room. */
@Component(service = Interpreter.class)
public final class Interpreter {

    private static final String UNKNOWN = "unknown";

    private final ConferenceSettings settings;
    private final CommandRegistry registry;
    private final RoomEngine engine;
    private final Replies replies;
    private final Counters counters;
    private final Rooms rooms;
    private final ServedAddresses addresses;

    @Activate
    public Interpreter(@Reference ConferenceSettings settings, @Reference CommandRegistry registry,
            @Reference RoomEngine engine, @Reference Replies replies, @Reference Counters counters,
            @Reference Rooms rooms, @Reference ServedAddresses addresses) {
        this.settings = settings;
        this.registry = registry;
        this.engine = engine;
        this.replies = replies;
        this.counters = counters;
        this.rooms = rooms;
        this.addresses = addresses;
    }

    /**
     * Runs the command in the message.
     *
     * @param answer completed with the answer
     */
    void run(Incoming incoming, CompletableFuture<Answer> answer) {
        Message message = incoming.message();
        SipAddress addressed = incoming.room();
        String startChar = settings.startChar();
        CommandLine line;
        try {
            line = CommandLine.parse(incoming.text(), startChar);
        } catch (IllegalArgumentException e) {
            refuse(message, addressed, UNKNOWN, Answer.of(ReturnCode.UNREADABLE, e.getMessage()), answer);
            return;
        }
        Optional<CommandRegistry.Entry> entry = registry.find(line.name());
        if (entry.isEmpty()) {
            unknown(message, addressed, line.name(), startChar, answer);
            return;
        }
        call(message, addressed, entry.get(), line, startChar, answer);
    }

    private void call(Message message, SipAddress addressed, CommandRegistry.Entry entry, CommandLine line,
            String startChar, CompletableFuture<Answer> answer) {
        String name = entry.description().name();
        Map<String, String> arguments;
        try {
            arguments = entry.usage().match(line.arguments());
        } catch (IllegalArgumentException e) {
            refuse(message, addressed, name, Answer.of(ReturnCode.UNREADABLE, "%s. Usage: %s%s %s"
                    .formatted(e.getMessage(), startChar, name, entry.usage()).strip()), answer);
            return;
        }
        SipAddress room = addressed;
        if (entry.usage().hasRoom() && arguments.containsKey("room")) {
            try {
                room = SipAddress.resolve(arguments.get("room"), addressed);
            } catch (IllegalArgumentException e) {
                ReturnCode code = entry.command().badRoomAddress();
                refuse(message, addressed, name, Answer.of(code, code.text() + ": " + e.getMessage()), answer);
                return;
            }
        }
        answer.whenComplete((outcome, failure) -> counters.command(name, outcome));
        PendingCommand command = new PendingCommand(name, entry.command(), message.sender(), message.isSenderKnown(),
                addressed, room, arguments, message.callId(), new PendingCommand.Context(rooms, registry::descriptions,
                        startChar, message.isToManager(), this::objection),
                System.nanoTime() + settings.swapTimeout().toNanos(), false, answer);
        if (entry.usage().hasRoom()) {
            engine.run(command);
        } else {
            engine.runWithoutRoom(command);
        }
    }

    /** What is matched is the Request-URI; a room that is named elsewhere can be any. */
    private Optional<String> objection(SipAddress room) {
        return settings.roomSource() == RoomSource.TO ? Optional.empty() : addresses.objection(room);
    }

    /** As Kamailio does, with 200 and a notice; who cannot be sent a notice is refused. */
    private void unknown(Message message, SipAddress addressed, String name, String startChar,
            CompletableFuture<Answer> answer) {
        if (!replies.reach(message.sender(), message.isSenderKnown())) {
            refuse(message, addressed, UNKNOWN, Answer.of(ReturnCode.NOT_REGISTERED), answer);
            return;
        }
        counters.command(UNKNOWN, Answer.OK);
        answer.complete(Answer.OK);
        replies.tell(message, addressed, "Invalid command '%s' (send '%shelp' for help)".formatted(name, startChar));
    }

    private void refuse(Message message, SipAddress addressed, String name, Answer refusal,
            CompletableFuture<Answer> answer) {
        counters.command(name, refusal);
        answer.complete(refusal);
        replies.refused(name, message, addressed, refusal);
    }
}
