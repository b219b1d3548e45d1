package imc.room.archive.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Properties;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.Recording;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Keeper;
import imc.api.room.RoomSetting;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.transport.Broadcast;
import imc.api.transport.Said;
import imc.store.memory.internal.MemoryArchive;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A room that keeps what is said, with a clock that the test turns. */
final class Vault implements Rooms {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    final Turned clock;
    final Archive archive;
    final MemoryArchive store;
    private final SipAddress address;
    /** The archive's rooms. */
    private final Map<SipAddress, Vault> all;
    private final List<String> told = new ArrayList<>();
    /** Alice owns it, bob is a member, carol is invited. */
    Optional<Room> room;

    Vault() {
        address = CHAT;
        all = new HashMap<>(Map.of(CHAT, this));
        room = Optional.of(Room.empty(CHAT, false).with(new Member(user("alice"), Role.OWNER))
                .with(new Member(user("bob"), Role.MEMBER)).with(Member.invited(user("carol"), user("alice"))));
        clock = new Turned();
        store = new MemoryArchive();
        archive = new Archive(Map.of("max_messages", 100), clock, clock, () -> false);
        archive.rooms = this;
        archive.bindArchive(store);
    }

    /** Another room, that keeps as much as it may, in the same archive. */
    Vault(Vault first, String name) {
        address = user(name);
        all = first.all;
        all.put(address, this);
        room = Optional.of(Room.empty(address, false).with(new Member(user("alice"), Role.OWNER))
                .with(Properties.of(Map.of(Recording.PROPERTY, "1000"))));
        clock = first.clock;
        store = first.store;
        archive = first.archive;
    }

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return Optional.ofNullable(all.get(address)).flatMap(vault -> vault.room);
    }

    @Override
    public Stream<Room> rooms() {
        return room.stream();
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        throw new UnsupportedOperationException("nothing is to be changed");
    }

    /** Does what a step says: the notices are sent, then listeners hear of the change. */
    Step take(Step step, Cause cause) {
        Optional<Room> before = room;
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        step.notices().forEach(notice -> told.add(notice.receivers().stream().map(SipAddress::user)
                .collect(Collectors.joining(", ")) + ": " + notice.content().asText()));
        if (!step.changes().isEmpty()) {
            archive.changed(CHAT, before, room, cause);
        }
        return step;
    }

    /** What was told since the last look. */
    List<String> told() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** {@code #set history}. */
    void history(String value) {
        RoomSetting setting = new HistoryLength(archive);
        CommandCall call = call("alice");
        Optional<String> after = setting.read(call, value, Language.NONE);
        take(setting.setting(call, room.orElseThrow(), property(after), after), cause("alice"));
    }

    /** Puts the room's property {@code history}. */
    static Step property(Optional<String> value) {
        return Step.done().changing(new Change.RoomPropertyPut(CHAT, Recording.PROPERTY, value));
    }

    static Cause cause(String name) {
        return new Cause("test", user(name), "call");
    }

    CompletionStage<Void> say(String name, Content content) {
        Broadcast speech = new Broadcast(address, room.orElseThrow().presentBut(user(name)), content, Map.of(),
                Optional.of(new Said(user(name), content, content, clock.instant())));
        Keeper.Kept kept = archive.keep(speech);
        if (kept.others() != speech.receivers()) {
            throw new AssertionError("somebody is left out");
        }
        return kept.stored();
    }

    CompletionStage<Void> say(String name, String text) {
        return say(name, Content.text(text));
    }

    private CommandCall call(String sender) {
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> user(sender);
                    case "room" -> room;
                    case "roomAddress" -> CHAT;
                    case "language" -> Language.of(room, Language.NONE);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** All that stands in the store. */
    List<String> kept() throws Exception {
        return texts(store.last(address, Optional.empty(), 1000));
    }

    /** What who shows it is given. */
    List<String> last(Instant since, int count) throws Exception {
        return texts(archive.last(room.orElseThrow(), since, count));
    }

    private static List<String> texts(CompletionStage<List<ArchivedMessage>> found) throws Exception {
        return done(found).stream().map(message -> message.name() + ": " + message.content().asText()).toList();
    }

    static ArchivedMessage message(String text) {
        return new ArchivedMessage(CHAT, user("bob"), "bob", Content.text(text), new Turned().instant());
    }
}
