package imc.rooms.internal;

import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.rooms.internal.content.CpimUsers;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.turn.Away;
import imc.rooms.internal.turn.Replies;
import imc.rooms.internal.turn.RoomEngine;
import imc.rooms.internal.turn.Words;
import imc.rooms.internal.whiteboard.Policies;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells commands from messages, and sees that each gets its answer. */
@Component(service = ImcManager.class)
public final class ConferenceServer implements ImcManager {

    private final ConferenceSettings settings;
    private final Commands commands;
    private final RoomEngine engine;
    private final Rooms rooms;
    private final Fanout fanout;
    private final Replies replies;
    private final CpimUsers cpimUsers;
    private final Policies policies;
    private final Counters counters;
    private final Failures failures;

    @Activate
    public ConferenceServer(@Reference ConferenceSettings settings, @Reference Commands commands,
            @Reference RoomEngine engine, @Reference Rooms rooms, @Reference Fanout fanout,
            @Reference Replies replies, @Reference CpimUsers cpimUsers, @Reference Policies policies,
            @Reference Counters counters, @Reference Failures failures) {
        this.settings = settings;
        this.commands = commands;
        this.engine = engine;
        this.rooms = rooms;
        this.fanout = fanout;
        this.replies = replies;
        this.cpimUsers = cpimUsers;
        this.policies = policies;
        this.counters = counters;
        this.failures = failures;
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            if (Incoming.isAutomatic(message)) {
                counters.automatic();
                return CompletableFuture.completedFuture(Answer.OK);
            }
            take(message, settings.room(message), answer);
        } catch (Throwable e) {
            answer.complete(failed(e));
        }
        int status = settings.errorStatus();
        return status == 0 ? answer : answer.thenApply(outcome ->
                outcome.isSuccess() ? outcome : outcome.withStatus(status, "command error"));
    }

    private void take(Message message, SipAddress room, CompletableFuture<Answer> answer) {
        Optional<Answer> refusal = policies.taking(message);
        if (refusal.isPresent()) {
            finish(message, room, refusal.get(), answer);
            return;
        }
        int length = message.content().bytes().length;
        if (length > settings.maxBody()) { // before anybody reads it
            finish(message, room, Answer.of(ReturnCode.MESSAGE_TOO_LARGE, ReturnCode.MESSAGE_TOO_LARGE.text() + ": "
                    + Words.to(replies.language(message, room), "too.large", length, settings.maxBody())), answer);
            return;
        }
        Incoming incoming;
        try {
            incoming = Incoming.of(message, room);
        } catch (IllegalArgumentException e) {
            finish(message, room, Answer.of(ReturnCode.UNREADABLE,
                    Words.to(replies.language(message, room), "unreadable", e.getMessage())), answer);
            return;
        }
        cpimUsers.sent(message.sender(), incoming.cpim().isPresent());
        if (incoming.cpim().isPresent()) {
            // whom the command makes a member is remembered, and told in CPIM
            answer.whenComplete((outcome, failure) -> cpimUsers.sent(message.sender(), true));
        }
        if (incoming.isCommand(settings.startChar())) {
            commands.run(incoming, answer);
        } else {
            engine.inTurn(room, new Saying(incoming, answer));
        }
    }

    /** A message until it is answered. Whatever is thrown on the way to the transport, the sender gets an answer. */
    private final class Saying implements Consumer<Optional<Room>> {

        private final Incoming incoming;
        private final CompletableFuture<Answer> answer;

        Saying(Incoming incoming, CompletableFuture<Answer> answer) {
            this.incoming = incoming;
            this.answer = answer;
        }

        @Override
        public void accept(Optional<Room> room) {
            try {
                fanout.send(incoming, room, this::answered);
            } catch (Throwable e) {
                answered(failed(e));
            }
        }

        private void answered(Answer outcome) {
            finish(incoming.message(), incoming.room(), outcome, answer);
        }
    }

    private Answer failed(Throwable e) {
        failures.report("a message could not be handled", e);
        return Policies.UNHANDLED;
    }

    private void finish(Message message, SipAddress room, Answer outcome, CompletableFuture<Answer> answer) {
        counters.message(outcome);
        if (outcome.isSuccess()) {
            answer.complete(outcome);
            return;
        }
        replies.refuse("message", message, room, outcome, answer);
    }

    @Override
    public Optional<Answer> unavailable() {
        return engine.isStoreAway() ? Optional.of(Away.STORE) : Optional.empty();
    }

    @Override
    public boolean roomActive(SipAddress room) {
        return rooms.find(room).isPresent();
    }

    @Override
    public boolean roomMember(SipAddress room, SipAddress user) {
        return rooms.find(room).filter(found -> found.isPresent(user)).isPresent();
    }
}
