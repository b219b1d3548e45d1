package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
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
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.store.memory.internal.MemoryArchive;
import java.lang.reflect.Proxy;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A room that keeps what is said, for those who want to read it, with a clock that the test turns. */
final class Hall implements Rooms {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    Instant now = Instant.parse("2026-11-26T14:05:00Z");
    final History history = new History(Map.of("time_zone", "UTC", "max_shown", 5), () -> now, 2);
    final List<String> told = new ArrayList<>();
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
    Optional<Room> room = Optional.of(Room.empty(CHAT, false).with(new Member(user("alice"), Role.OWNER))
            .with(new Member(user("bob"), Role.MEMBER)).with(Member.invited(user("carol"), user("alice"))));

    Hall() {
        history.bindRooms(this);
        history.archive = archive;
    }

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return address.equals(CHAT) ? room : Optional.empty();
    }

    @Override
    public Stream<Room> rooms() {
        return room.stream();
    }

    /** As rooms do: while a store writes a change, further ones wait. */
    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        Runnable work = () -> {
            take(step.run(call(address.user(), Map.of())), cause);
            done.complete(Answer.OK);
        };
        if (writing == null) {
            work.run();
        } else {
            waiting.add(work);
        }
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

    /** Does what a step says: it is written, the notices are sent, then listeners hear of the change. */
    Step take(Step step, Cause cause) {
        if (holds && !step.changes().isEmpty()) {
            holds = false;
            writing = () -> see(step, cause);
        } else {
            see(step, cause);
        }
        return step;
    }

    private void see(Step step, Cause cause) {
        Optional<Room> before = room;
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        if (!step.answer().isSuccess()) {
            told.add(step.answer().status() + " " + step.answer().code() + " " + step.answer().text());
        }
        notices.addAll(step.notices());
        most = Math.max(most, step.changes().size());
        step.notices().forEach(notice -> told.add(notice.receivers().stream().map(SipAddress::user)
                .collect(Collectors.joining(", ")) + ": " + notice.content().asText()));
        if (!step.changes().isEmpty()) {
            history.changed(CHAT, before, room, cause);
        }
    }

    /** What was told since the last look. */
    List<String> told() {
        List<String> taken = List.copyOf(told);
        told.clear();
        notices.clear();
        return taken;
    }

    void set(RoomSetting setting, String value) {
        CommandCall call = call("alice", Map.of());
        Optional<String> after = setting.read(call, value, Language.NONE);
        take(setting.setting(call, room.orElseThrow(), Step.done().changing(
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
        Member member = new Member(user(name), Role.MEMBER);
        take(Step.done().changing(new Change.MemberPut(CHAT, member)).noticing(
                room.orElseThrow().presentAnd(user(name)), "[" + name + "] has joined the room"), cause(name));
    }

    /** As {@link #join}, while the bundle is stopped. */
    void joinUnseen(String name) {
        room = room.map(before -> before.with(new Member(user(name), Role.MEMBER)));
    }

    void leave(String name) {
        take(Step.done().changing(new Change.MemberRemoved(CHAT, user(name))), cause(name));
    }

    static Cause cause(String name) {
        return new Cause("test", user(name), "call");
    }

    void say(String name, Content content) throws Exception {
        String label = room.orElseThrow().label(user(name));
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
        ShowHistory command = new ShowHistory(history);
        CommandCall call = call(name, arguments);
        Optional<CompletionStage<ImcCommand>> prepared = command.preparing(call);
        take(prepared.isPresent() ? done(prepared.get()).run(call(name, arguments)) : command.run(call), cause(name));
        return told();
    }

    CommandCall call(String sender, Map<String, String> arguments) {
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> user(sender);
                    case "room" -> room;
                    case "roomAddress" -> CHAT;
                    case "language" -> Language.of(room, Language.NONE);
                    case "argument" -> Optional.ofNullable(arguments.get(given[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The header that tells when it was said. */
    static String date(Notice notice) {
        return notice.headers().get(Message.DATE);
    }
}
