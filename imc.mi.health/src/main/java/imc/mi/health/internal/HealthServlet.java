package imc.mi.health.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /health}: what every check says, as JSON, for whoever may manage the server. */
@Component(service = Servlet.class, property = {
    Whiteboard.PATTERN + "/health", Whiteboard.IN_GUARDED_CONTEXT, Whiteboard.HERE})
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient JsonFactory format = new JsonFactory();
    private final transient Checks checks;

    @Activate
    public HealthServlet(@Reference HealthCheckExecutor executor) {
        checks = new Checks(executor);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Checks.Verdict verdict = checks.ask(Probe.ALL);
        response.setStatus(verdict.httpStatus());
        response.setContentType("application/json");
        try (JsonGenerator json = format.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("status", verdict.status().name());
            json.writeArrayFieldStart("checks");
            for (HealthCheckExecutionResult result : verdict.results()) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, HealthCheckExecutionResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.getHealthCheckMetadata().getTitle());
        json.writeStringField("status", result.getHealthCheckResult().getStatus().name());
        json.writeArrayFieldStart("says");
        for (ResultLog.Entry entry : result.getHealthCheckResult()) {
            if (!entry.isDebug()) {
                json.writeString(entry.getMessage());
            }
        }
        json.writeEndArray();
        json.writeStringField("at", result.getFinishedAt().toInstant().toString());
        json.writeEndObject();
    }
}
