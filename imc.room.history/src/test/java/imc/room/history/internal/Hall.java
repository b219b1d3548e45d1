package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Message;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.Recording;
import imc.api.archive.RoomArchive;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.RoomSetting;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.store.memory.internal.MemoryArchive;
import imc.test.kit.TestRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A room that keeps what is said, for those who want to read it, with a clock that the test turns. */
final class Hall extends TestRoom {

    Instant now = Instant.parse("2026-11-26T14:05:00Z");
    final History history = new History(Map.of("time_zone", "UTC", "max_shown", 5), () -> now, 2);
    final List<Notice> notices = new ArrayList<>();
    private boolean holds;
    /** What follows when the store has written what it is writing; null for nothing. */
    private Runnable writing;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    /** The most changes that one step had. */
    int most;
    final MemoryArchive store = new MemoryArchive();
    final RoomArchive archive = (room, since, count) -> store.last(room.address(), Optional.of(since), count);

    /** Alice owns it, bob is a member, carol is invited. */
    Hall() {
        super(member("alice", Role.OWNER), member("bob", Role.MEMBER), invited("carol", "alice"));
        listeners.add(history);
        history.bindRooms(this);
        history.archive = archive;
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        if (writing == null) {
            return super.change(address, cause, step);
        }
        CompletableFuture<Answer> done = new CompletableFuture<>(); // as rooms do while a store writes a change
        waiting.add(() -> super.change(address, cause, step).thenAccept(done::complete));
        return done;
    }

    /** The store takes its time over the next change, until it has {@link #written}. */
    void hold() {
        holds = true;
    }

    /** The change is durable, and those that have waited for it have their turn; a hold is for the first. */
    void written() {
        Runnable seen = Objects.requireNonNull(writing, "nothing is being written");
        writing = null;
        seen.run();
        while (writing == null && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** It is written, the notices are sent, then listeners hear of the change. */
    @Override
    public Step take(Step step, Cause cause) {
        if (holds && !step.changes().isEmpty()) {
            holds = false;
            writing = () -> see(step, cause);
        } else {
            see(step, cause);
        }
        return step;
    }

    private void see(Step step, Cause cause) {
        notices.addAll(step.notices());
        most = Math.max(most, step.changes().size());
        super.take(step, cause);
    }

    /** What was told since the last look. */
    @Override
    public List<String> told() {
        notices.clear();
        return super.told();
    }

    void set(RoomSetting setting, String value) {
        CommandCall call = call("alice", Map.of());
        Optional<String> after = setting.read(call, value, Language.NONE);
        take(setting.setting(call, now(), Step.done().changing(
                new Change.RoomPropertyPut(CHAT, setting.name(), after)), after), cause("alice"));
    }

    /** The room keeps so many messages from now on; 0 for none. */
    void keeps(int length) {
        keeps(length == 0 ? Optional.empty() : Optional.of(new Recording(length, now).written()));
    }

    void keeps(Optional<String> property) {
        take(Step.done().changing(new Change.RoomPropertyPut(CHAT, Recording.PROPERTY, property)), cause("alice"));
    }

    void turn(Duration time) {
        now = now.plus(time);
    }

    void join(String name) {
        take(Step.done().changing(new Change.MemberPut(CHAT, member(name, Role.MEMBER))).noticing(
                now().presentAnd(user(name)), "[" + name + "] has joined the room"), cause(name));
    }

    /** As {@link #join}, while the bundle is stopped. */
    void joinUnseen(String name) {
        room = room.map(before -> before.with(member(name, Role.MEMBER)));
    }

    void leave(String name) {
        take(Step.done().changing(new Change.MemberRemoved(CHAT, user(name))), cause(name));
    }

    static Cause cause(String name) {
        return new Cause("test", user(name), "call");
    }

    void say(String name, Content content) throws Exception {
        String label = now().label(user(name));
        done(store.append(new ArchivedMessage(CHAT, user(name), label.substring(1, label.length() - 1), content, now)));
    }

    /** Bob says it. */
    void say(String... texts) throws Exception {
        for (String text : texts) {
            say("bob", Content.text(text));
        }
    }

    /** Calls {@code #history} with these words; gives what is told. */
    List<String> ask(String name, String words) throws Exception {
        Map<String, String> arguments = new HashMap<>();
        String[] split = words.isEmpty() ? new String[0] : words.split(" ");
        if (split.length > 0 && split[0].equals("since")) {
            arguments.put("since", split[0]);
        }
        if (split.length > arguments.size()) {
            arguments.put("n", split[split.length - 1]);
        }
        Answer answer = done(begin(name, new ShowHistory(history), arguments));
        return answer.isSuccess() ? told() : List.of(said(Step.refused(answer)));
    }

    /** The header that tells when it was said. */
    static String date(Notice notice) {
        return notice.headers().get(Message.DATE);
    }
}
