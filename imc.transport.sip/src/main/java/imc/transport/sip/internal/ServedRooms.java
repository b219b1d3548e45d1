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

    private Settings settings = RoomSettings.initial();
    private volatile Addresses addresses;

    @Activate
    public ServedRooms(Map<String, Object> configuration) {
        modified(configuration);
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = RoomSettings.after(settings, configuration, error -> { });
        addresses = new Addresses(settings);
    }

    @Override
    public boolean serves(SipAddress room) {
        Addresses.Entry entry = addresses.of(room);
        return entry.isServed() && !entry.isManager();
    }

    @Override
    public boolean isManager(SipAddress address) {
        return addresses.of(address).isManager();
    }

    @Override
    public boolean canBeUser(SipAddress address) {
        return addresses.of(address).canBeUser();
    }

    @Override
    public String description() {
        return addresses.description();
    }
}
