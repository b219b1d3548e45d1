package imc.mi.rooms.internal;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Room;
import imc.api.log.EventLog;
import imc.api.room.RoomFacts;
import imc.api.room.RoomSetting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What features have to say of rooms and of members, and which settings these have. */
@Component(service = Facts.class)
public final class Facts {

    private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

    private final EventLog failures = new EventLog(LOG::isErrorEnabled, LOG::error, System::nanoTime);
    private final List<RoomFacts> facts = new CopyOnWriteArrayList<>();
    private final List<RoomSetting> settings = new CopyOnWriteArrayList<>();

    @Activate
    public Facts() {
        // features come and go
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFacts(RoomFacts arrived) {
        facts.add(arrived);
    }

    void unbindFacts(RoomFacts leaving) {
        facts.remove(leaving);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSetting(RoomSetting arrived) {
        settings.add(arrived);
    }

    void unbindSetting(RoomSetting leaving) {
        settings.remove(leaving);
    }

    /** Of a room. */
    Map<String, Object> of(Room room) {
        return with(room.properties(), false, each -> each.of(room));
    }

    /** Of a member. */
    Map<String, Object> of(Room room, Member member) {
        return with(member.properties(), true, each -> each.of(room, member));
    }

    private Map<String, Object> with(Properties kept, boolean isOfMember,
            Function<RoomFacts, Map<String, Object>> told) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (RoomFacts each : facts) {
            tell(each, () -> told.apply(each).forEach(all::putIfAbsent));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (RoomSetting each : kept.isEmpty() ? List.<RoomSetting>of() : settings) {
            if (each.who() == RoomSetting.Who.SELF == isOfMember) {
                tell(each, () -> kept.get(each.name()).ifPresent(value -> values.put(each.name(), each.shown(value))));
            }
        }
        if (!values.isEmpty()) {
            all.put("settings", values);
        }
        return all;
    }

    private void tell(Object feature, Runnable telling) {
        try {
            telling.run();
        } catch (Throwable e) {
            failures.write(() -> feature.getClass().getName() + " could not tell of a room: " + e);
        }
    }
}
