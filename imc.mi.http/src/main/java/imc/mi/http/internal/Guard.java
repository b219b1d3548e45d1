package imc.mi.http.internal;

import imc.mi.http.internal.HttpStatistics.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees every request of our HTTP service before anything else does, whoever serves it. */
@Component(service = Preprocessor.class, property = Whiteboard.HERE)
public final class Guard implements Preprocessor {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String ADMITTED = "imc.mi.http.admitted";
    private static final int MISDIRECTED = 421;
    private static final int TOO_MANY = 429;

    private final Access access;
    private final HttpStatistics statistics;
    private final OpenPaths openPaths;
    private final Attempts attempts = new Attempts(System::nanoTime);

    @Activate
    public Guard(@Reference Access access, @Reference HttpStatistics statistics, @Reference OpenPaths openPaths) {
        this.access = access;
        this.statistics = statistics;
        this.openPaths = openPaths;
    }

    static boolean hasAdmitted(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ADMITTED));
    }

    /** The HTTP service has begun. */
    @Override
    public void init(FilterConfig config) {
        Connections.bound(config.getServletContext(), statistics);
    }

    @Override
    public void destroy() {
        // nothing is held
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain next)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response = (HttpServletResponse) answer;
        try {
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            Optional<Access.Rules> rules = access.now();
            if (rules.isEmpty()) {
                refused(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody is let in now");
            } else if (isMeantForUs(rules.get().addressed(), request, response)) {
                pass(rules.get().credentials(), request, response, next);
            }
        } finally {
            statistics.answered(response.getStatus());
        }
    }

    /** What is open to all passes without having been admitted: our own context does not answer it. */
    private void pass(Credentials credentials, HttpServletRequest request, HttpServletResponse response,
            FilterChain next) throws IOException, ServletException {
        if (openPaths.isOpen(request.getMethod(), request.getRequestURI())) {
            next.doFilter(request, response);
        } else if (hasShown(credentials.of(request.getHeader("Authorization")), request, response)) {
            request.setAttribute(ADMITTED, true);
            next.doFilter(request, response);
        }
    }

    private boolean isMeantForUs(Addressed addressed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String host = request.getHeader("Host");
        if (!addressed.isOurs(host)) {
            statistics.refused(Refusal.HOST);
            return refused(response, MISDIRECTED, "That name is none of this server's: it has addresses, localhost,"
                    + " and those that 'hosts' of " + HttpSettings.PID + " lists");
        }
        if (!Collections.list(request.getHeaders("Origin")).stream().allMatch(from -> addressed.isFromUs(from, host))) {
            statistics.refused(Refusal.ORIGIN);
            return refused(response, HttpServletResponse.SC_FORBIDDEN, "Pages of other servers are not answered");
        }
        return true;
    }

    /** A password is not looked at any more where somebody guesses; a token cannot be guessed. */
    private boolean hasShown(Credentials.Verdict verdict, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (verdict == Credentials.Verdict.TOKEN) {
            return true;
        }
        if (verdict == Credentials.Verdict.NONE) {
            statistics.refused(Refusal.MISSING);
            return unauthorized(response);
        }
        String client = request.getRemoteAddr();
        if (attempts.isLimited(client)) {
            statistics.refused(Refusal.LIMITED);
            response.setHeader("Retry-After", Long.toString(Attempts.PERIOD.toSeconds()));
            return refused(response, TOO_MANY, "Too many wrong passwords or tokens");
        }
        if (verdict == Credentials.Verdict.PASSWORD) {
            return true;
        }
        statistics.refused(Refusal.WRONG);
        if (attempts.wrong(client)) {
            LOG.warn("{} wrong passwords or tokens within a minute from {}: no password from there is looked at for the"
                    + " rest of it", Attempts.TRIES, client);
        }
        return unauthorized(response);
    }

    private static boolean unauthorized(HttpServletResponse response) throws IOException {
        response.addHeader("WWW-Authenticate", "Basic realm=\"imc\", charset=\"UTF-8\"");
        response.addHeader("WWW-Authenticate", "Bearer realm=\"imc\"");
        return refused(response, HttpServletResponse.SC_UNAUTHORIZED, "A token or a password is to be shown");
    }

    private static boolean refused(HttpServletResponse response, int status, String text) throws IOException {
        response.setHeader("Connection", "close");
        RpcServlet.refuse(response, status, text);
        return false;
    }
}
