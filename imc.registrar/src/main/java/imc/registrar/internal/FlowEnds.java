package imc.registrar.internal;

import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes away the bindings of connections that have ended (RFC 5626 §6). */
@Component
public final class FlowEnds implements FlowListener {

    private final LocationTable table;

    @Activate
    public FlowEnds(@Reference LocationTable table) {
        this.table = table;
    }

    @Override
    public void ended(Flow flow) {
        table.ended(flow.id());
    }
}
