package imc.room.access.internal;

import imc.api.Role;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.test.kit.TestRoom;
import java.util.Map;
import java.util.Optional;

/** A room with this bundle alone. */
final class House extends TestRoom {

    final Entrance entrance = new Entrance();

    House() {
        super(member("alice", Role.OWNER), member("bob", Role.ADMIN), member("carol", Role.MEMBER));
        policies.add(entrance);
    }

    /** A setting has a value from now on; {@code -} for its default. */
    void set(RoomSetting setting, String value) {
        Optional<String> kept = value.equals("-") ? Optional.empty()
                : setting.read(call("alice", Map.of()), value, Language.NONE);
        room = room.map(now -> now.with(now.properties().with(setting.name(), kept)));
    }
}
