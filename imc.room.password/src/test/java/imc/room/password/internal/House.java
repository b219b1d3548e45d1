package imc.room.password.internal;

import imc.api.Role;
import imc.api.Room;
import imc.api.room.Listed;
import imc.api.room.Moderation;
import imc.api.text.Language;
import imc.test.kit.TestRoom;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A room with this bundle alone. */
final class House extends TestRoom {

    final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30)); // it goes round
    final Hashing hashing = new Hashing(1_000, 32);
    final Password setting = new Password(hashing, clock::get);
    final Doorkeeper doorkeeper = new Doorkeeper(hashing, clock::get);

    House() {
        super(member("alice", Role.OWNER), member("bob", Role.ADMIN), member("carol", Role.MEMBER));
        policies.add(doorkeeper);
    }

    /** What says that these users are banned. */
    static Moderation banning(String... users) {
        return (Moderation) Proxy.newProxyInstance(Moderation.class.getClassLoader(), new Class<?>[] {Moderation.class},
                (proxy, method, given) -> given[0] != Moderation.Measure.BAN ? List.of()
                        : Stream.of(users).map(name -> new Listed(Listed.key(user(name)), 0, "-", "")).toList());
    }

    /** The room has this password from now on; {@code -} for none. */
    void set(String password) {
        keep(password.equals("-") ? Optional.empty()
                : setting.read(call("alice", Map.of()), password, Language.NONE));
    }

    /** What the store has of it. */
    void keep(Optional<String> kept) {
        room = room.map(now -> now.with(now.properties().with(Room.PASSWORD, kept)));
    }

    void close() {
        hashing.deactivate();
    }
}
