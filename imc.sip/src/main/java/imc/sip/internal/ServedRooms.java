package imc.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.transport.RoomAddresses;
import imc.sip.internal.config.Patterns;
import imc.sip.internal.config.SipSettings;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/**
 * Says which addresses rooms can have. A component of its own, because the conference server asks it, and the transport
 * needs the conference server: it reads the same configuration, whose errors the transport reports.
 */
@Component(service = RoomAddresses.class, configurationPid = SipSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ServedRooms implements RoomAddresses {

    private volatile Settings settings = SipSettings.initial();

    @Activate
    public ServedRooms(Map<String, Object> configuration) {
        modified(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, error -> { });
    }

    @Override
    public boolean serves(SipAddress room) {
        Settings now = settings;
        return now.get(SipSettings.ROOMS).match(room) && !now.get(SipSettings.MANAGER).match(room);
    }

    @Override
    public String description() {
        Settings now = settings;
        Patterns manager = now.get(SipSettings.MANAGER);
        return now.get(SipSettings.ROOMS)
                + (manager.patterns().isEmpty() ? "" : " without " + manager);
    }
}
