package imc.mi.http.internal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests of JSON-RPC by POST. */
abstract class RpcServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(RpcServlet.class);
    private static final long serialVersionUID = 1L;

    private final transient Rpc rpc;

    RpcServlet(Rpc rpc) {
        this.rpc = rpc;
    }

    /** The status of an answer to one call. */
    abstract int status(Outcome outcome);

    /** The status where nothing is to be answered. */
    abstract int statusOfNothing();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "POST is expected");
            return;
        }
        try {
            byte[] body = Body.read(request, System::nanoTime);
            response.setContentType("application/json");
            answer(rpc.request(body, request.getRemoteAddr()), request, response);
        } catch (Body.Refused e) {
            response.setHeader("Connection", "close");
            refuse(response, e.status(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw e; // the client has gone
        } catch (RuntimeException | Error e) {
            failed(response, e);
        }
    }

    private void answer(Rpc.Request read, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (read instanceof Rpc.Batch batch) {
            if (!rpc.write(batch, response.getOutputStream(), request.getRemoteAddr())) {
                response.setStatus(statusOfNothing());
            }
        } else if (read instanceof Rpc.Single single) {
            Outcome outcome = single.outcome();
            if (outcome.awaited()) {
                response.setStatus(status(outcome));
                rpc.write(outcome, response.getOutputStream());
            } else {
                response.setStatus(statusOfNothing());
            }
        }
    }

    /** A result that cannot be read to its end: where the client has some of it, that is no JSON, and he sees it. */
    private void failed(HttpServletResponse response, Throwable e) throws IOException {
        LOG.error("A request of management by HTTP failed", e);
        if (!response.isCommitted()) {
            response.resetBuffer();
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            rpc.write(Outcome.of(new RpcError(RpcError.INTERNAL_ERROR, "the result cannot be read: " + e)),
                    response.getOutputStream());
        }
    }

    static void refuse(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
