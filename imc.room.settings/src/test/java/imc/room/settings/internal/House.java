package imc.room.settings.internal;

import imc.api.Answer;
import imc.api.Role;
import imc.api.room.RoomSetting;
import imc.test.kit.TestRoom;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/** A room with this bundle alone. */
final class House extends TestRoom {

    final Settings settings = new Settings();

    House() {
        super(member("alice", Role.OWNER), member("bob", Role.ADMIN), member("carol", Role.MEMBER));
    }

    void add(RoomSetting setting, int ranking) {
        settings.bindSetting(setting, reference(ranking));
    }

    void remove(int ranking) {
        settings.unbindSetting(reference(ranking));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<RoomSetting> reference(int ranking) {
        return (ServiceReference<RoomSetting>) Proxy.newProxyInstance(ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "compareTo" -> Integer.compare(ranking, ((ServiceReference<?>) given[0]).hashCode());
                    case "hashCode" -> ranking;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** {@code #set}. */
    Answer set(String sender, String... nameAndValue) {
        return run(sender, new Set(settings), nameAndValue.length == 0 ? Map.of() : nameAndValue.length == 1
                ? Map.of("name", nameAndValue[0]) : Map.of("name", nameAndValue[0], "value", nameAndValue[1]));
    }
}
