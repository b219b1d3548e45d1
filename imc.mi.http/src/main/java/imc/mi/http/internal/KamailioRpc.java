package imc.mi.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /RPC}, as Kamailio's xhttp and jsonrpcs answer: the HTTP status of one call's answer is that of its error. */
@Component(service = Servlet.class, property = {
    Whiteboard.SERVLET + "=/RPC", Whiteboard.IN_CONTEXT, Whiteboard.HERE})
public final class KamailioRpc extends RpcServlet {

    private static final long serialVersionUID = 1L;

    @Activate
    public KamailioRpc(@Reference Rpc rpc) {
        super(rpc);
    }

    @Override
    int status(Outcome outcome) {
        RpcError error = outcome.error();
        return error == null ? HttpServletResponse.SC_OK : error.status();
    }

    @Override
    int statusOfNothing() {
        return HttpServletResponse.SC_NO_CONTENT;
    }
}
