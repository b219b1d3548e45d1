package imc.commands.internal;

import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.Notice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells commands from messages, and sees that each gets its answer. */
@Component(service = ImcManager.class)
public final class ConferenceServer implements ImcManager {

    /** The option tag of a conference server's own messages: ours, Kamailio's ({@code kamailio/imc}) and their like. */
    private static final Pattern CONFERENCE_MARK = Pattern.compile("(^|[\\s,])[^\\s,]*[/-]imc\\s*(,|$)");

    private final ConferenceSettings settings;
    private final Interpreter interpreter;
    private final RoomEngine engine;
    private final Rooms rooms;
    private final Fanout fanout;
    private final Outgoing outgoing;
    private final Counters counters;
    private final Failures failures;

    @Activate
    public ConferenceServer(@Reference ConferenceSettings settings, @Reference Interpreter interpreter,
            @Reference RoomEngine engine, @Reference Rooms rooms, @Reference Fanout fanout,
            @Reference Outgoing outgoing, @Reference Counters counters, @Reference Failures failures) {
        this.settings = settings;
        this.interpreter = interpreter;
        this.engine = engine;
        this.rooms = rooms;
        this.fanout = fanout;
        this.outgoing = outgoing;
        this.counters = counters;
        this.failures = failures;
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            if (isAutomatic(message)) {
                counters.automatic();
                return CompletableFuture.completedFuture(Answer.OK);
            }
            SipAddress addressed = settings.roomSource() == RoomSource.TO ? message.to() : message.requestUri();
            if (isCommand(message)) {
                interpreter.run(message, addressed, answer);
            } else {
                engine.inTurn(addressed, room -> {
                    Answer outcome = fanout.send(message, room);
                    counters.message(outcome);
                    answer.complete(outcome);
                    if (!outcome.isSuccess()) {
                        outgoing.text(addressed, List.of(message.sender()), Notice.MARK + outcome.text(),
                                message.callId());
                    }
                });
            }
        } catch (Throwable e) {
            failures.report("a message could not be handled", e);
            answer.complete(Answer.of(ReturnCode.STORE_FAILED, "The message could not be handled"));
        }
        return answer.thenApply(this::inOtherStatus);
    }

    /**
     * What a program sent is never sent on and never answered with a message: two servers, each a member of the
     * other's room, would otherwise never go quiet.
     */
    private static boolean isAutomatic(Message message) {
        return message.header(Message.AUTO_SUBMITTED).filter(value -> !value.strip().equalsIgnoreCase("no")).isPresent()
                || message.header(Message.SUPPORTED).filter(tags -> CONFERENCE_MARK.matcher(tags).find()).isPresent();
    }

    private boolean isCommand(Message message) {
        return message.content().isText() && message.content().asText().startsWith(settings.startChar());
    }

    private Answer inOtherStatus(Answer answer) {
        int status = settings.errorStatus();
        return answer.isSuccess() || status == 0 ? answer : answer.withStatus(status, "command error");
    }

    @Override
    public boolean roomActive(SipAddress room) {
        return rooms.find(room).isPresent();
    }

    @Override
    public boolean roomMember(SipAddress room, SipAddress user) {
        return rooms.find(room).flatMap(found -> found.member(user)).filter(member -> member.role().isPresent())
                .isPresent();
    }
}
