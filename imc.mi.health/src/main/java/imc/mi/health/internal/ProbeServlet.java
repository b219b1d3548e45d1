package imc.mi.health.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /health/live} and {@code /health/ready}: a word, for whoever asks, and the status 200 or 503. */
@Component(service = Servlet.class, property = {
    Whiteboard.PATTERN + "/*", Whiteboard.IN_OPEN_CONTEXTS, Whiteboard.HERE})
public final class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Checks checks;

    @Activate
    public ProbeServlet(@Reference HealthCheckExecutor executor) {
        checks = new Checks(executor);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean live = Probe.LIVE_PATH.equals(request.getContextPath());
        Checks.Verdict verdict = checks.ask(live ? Probe.LIVE : Probe.READY);
        response.setStatus(verdict.httpStatus());
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(verdict.status());
    }
}
