package imc.mi.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /mi}, as OpenSIPS' mi_http answers: whatever the answer says, it is one, with the HTTP status 200. */
@Component(service = Servlet.class, property = {
    Whiteboard.SERVLET + "=/mi", Whiteboard.IN_CONTEXT, Whiteboard.HERE})
public final class OpenSipsMi extends RpcServlet {

    private static final long serialVersionUID = 1L;

    @Activate
    public OpenSipsMi(@Reference Rpc rpc) {
        super(rpc);
    }

    @Override
    int status(Outcome outcome) {
        return HttpServletResponse.SC_OK;
    }

    @Override
    int statusOfNothing() {
        return HttpServletResponse.SC_ACCEPTED;
    }
}
