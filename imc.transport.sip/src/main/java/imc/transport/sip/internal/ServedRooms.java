package imc.transport.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.transport.RoomAddresses;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/**
 * Says which addresses rooms can have. A component of its own, because the conference server asks it, and
 * {@link RoomMessages} needs the conference server: it reads the same configuration, whose errors that one reports.
 */
@Component(service = RoomAddresses.class, configurationPid = RoomSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ServedRooms implements RoomAddresses {

    private volatile Settings settings = RoomSettings.initial();

    @Activate
    public ServedRooms(Map<String, Object> configuration) {
        modified(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = RoomSettings.after(settings, configuration, error -> { });
    }

    @Override
    public boolean serves(SipAddress room) {
        Settings now = settings;
        return now.get(RoomSettings.ROOMS).match(room) && !now.get(RoomSettings.MANAGER).match(room);
    }

    @Override
    public boolean isManager(SipAddress address) {
        return settings.get(RoomSettings.MANAGER).match(address);
    }

    @Override
    public String description() {
        Settings now = settings;
        Patterns manager = now.get(RoomSettings.MANAGER);
        return now.get(RoomSettings.ROOMS)
                + (manager.patterns().isEmpty() ? "" : " without " + manager);
    }
}
