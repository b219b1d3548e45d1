package imc.room.settings.internal;

import imc.api.room.RoomSetting;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The settings that there are now, whosever they are. Of two of one name that of the higher ranking is there. */
@Component(service = Settings.class)
public final class Settings {

    /** The service of the highest ranking last. */
    private final Map<ServiceReference<RoomSetting>, RoomSetting> services = new ConcurrentSkipListMap<>();

    @Activate
    public Settings() {
        // settings come and go
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSetting(RoomSetting arrived, ServiceReference<RoomSetting> reference) {
        services.put(reference, arrived);
    }

    void unbindSetting(ServiceReference<RoomSetting> reference) {
        services.remove(reference);
    }

    /** All, by name. */
    Collection<RoomSetting> all() {
        Map<String, RoomSetting> byName = new TreeMap<>();
        services.values().forEach(each -> byName.put(each.name(), each));
        return byName.values();
    }

    /** The one of this name, in whatever case. */
    Optional<RoomSetting> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return all().stream().filter(each -> each.name().equals(wanted)).findFirst();
    }
}
