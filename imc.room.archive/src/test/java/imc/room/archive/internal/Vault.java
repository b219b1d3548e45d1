package imc.room.archive.internal;

import imc.api.Answer;
import imc.api.Content;
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
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.transport.Broadcast;
import imc.api.transport.Said;
import imc.store.memory.internal.MemoryArchive;
import imc.test.kit.TestRoom;
import imc.test.kit.Turned;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A room that keeps what is said, with a clock that the test turns. */
final class Vault extends TestRoom {

    final Turned clock;
    final Archive archive;
    final MemoryArchive store;
    /** The archive's rooms. */
    private final Map<SipAddress, Vault> all;

    /** Alice owns it, bob is a member, carol is invited. */
    Vault() {
        super(member("alice", Role.OWNER), member("bob", Role.MEMBER), invited("carol", "alice"));
        all = new HashMap<>(Map.of(CHAT, this));
        clock = new Turned();
        store = new MemoryArchive();
        archive = new Archive(Map.of("max_messages", 100), clock, clock, () -> false);
        listeners.add(archive);
        archive.rooms = this;
        archive.bindArchive(store);
    }

    /** Another room, that keeps as much as it may, in the same archive. */
    Vault(Vault first, String name) {
        all = first.all;
        all.put(user(name), this);
        room = Optional.of(Room.empty(user(name), false).with(member("alice", Role.OWNER))
                .with(Properties.of(Map.of(Recording.PROPERTY, "1000"))));
        clock = first.clock;
        store = first.store;
        archive = first.archive;
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return Optional.ofNullable(all.get(address)).flatMap(vault -> vault.room);
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        throw new UnsupportedOperationException("nothing is to be changed");
    }

    /** {@code #set history}. */
    void history(String value) {
        RoomSetting setting = new HistoryLength(archive);
        CommandCall call = call("alice", Map.of());
        Optional<String> after = setting.read(call, value, Language.NONE);
        take(setting.setting(call, now(), property(after), after), cause("alice"));
    }

    /** Puts the room's property {@code history}. */
    static Step property(Optional<String> value) {
        return Step.done().changing(new Change.RoomPropertyPut(CHAT, Recording.PROPERTY, value));
    }

    static Cause cause(String name) {
        return new Cause("test", user(name), "call");
    }

    CompletionStage<Void> say(String name, Content content) {
        Broadcast speech = new Broadcast(now().address(), now().presentBut(user(name)), content, Map.of(),
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

    /** All that stands in the store. */
    List<String> kept() throws Exception {
        return texts(store.last(now().address(), Optional.empty(), 1000));
    }

    /** What who shows it is given. */
    List<String> last(Instant since, int count) throws Exception {
        return texts(archive.last(now(), since, count));
    }

    private static List<String> texts(CompletionStage<List<ArchivedMessage>> found) throws Exception {
        return done(found).stream().map(message -> message.name() + ": " + message.content().asText()).toList();
    }

    static ArchivedMessage message(String text) {
        return new ArchivedMessage(CHAT, user("bob"), "bob", Content.text(text), new Turned().instant());
    }
}
