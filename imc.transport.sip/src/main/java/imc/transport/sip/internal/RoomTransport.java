package imc.transport.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.script.ScriptTexts;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Makes of a room's broadcast a MESSAGE from the room (RFC 3428), with the further headers that are configured. */
@Component(service = Transport.class, configurationPid = RoomSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
public final class RoomTransport implements Transport {

    private final SipFanOut fanOut;
    private Settings settings = RoomSettings.initial();
    private ScriptTexts texts;
    private volatile FilledHeaders further;

    /** Sends at once. What is wrong with a configuration is {@link RoomMessages}' to say. */
    @Activate
    public RoomTransport(@Reference SipFanOut fanOut, Map<String, Object> configuration) {
        this.fanOut = fanOut;
        modified(configuration);
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = RoomSettings.after(settings, configuration, told -> { });
        fill();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindTexts(ScriptTexts arrived) {
        texts = arrived;
        fill();
    }

    synchronized void unbindTexts(ScriptTexts leaving) {
        if (texts == leaving) {
            texts = null;
            fill();
        }
    }

    private void fill() {
        further = new FilledHeaders(new SipHeaders(settings.get(RoomSettings.EXTRA_HDRS).fields()), texts);
    }

    @Override
    public void send(Broadcast broadcast, DeliveryListener listener) {
        fanOut.send(new SharedRequest("MESSAGE", broadcast.from(), broadcast.receivers(), headers(broadcast),
                broadcast.content()), (receiver, delivery) -> listener.ended(broadcast, receiver, delivery));
    }

    @Override
    public void echo(Broadcast said, String device) {
        fanOut.send(new SharedRequest("MESSAGE", said.from(), said.receivers(), headers(said), said.content(), device),
                (receiver, delivery) -> { });
    }

    @Override
    public boolean isAway(SipAddress receiver) {
        return fanOut.isAway(receiver);
    }

    private SipHeaders headers(Broadcast broadcast) {
        SipHeaders configured = further.of(broadcast);
        if (broadcast.headers().isEmpty()) {
            return configured;
        }
        List<SipHeaders.Field> fields =
                new ArrayList<>(broadcast.headers().size() + configured.fields().size());
        broadcast.headers().forEach((name, value) -> fields.add(new SipHeaders.Field(name, value)));
        fields.addAll(configured.fields());
        return new SipHeaders(fields);
    }
}
