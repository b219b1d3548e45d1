package imc.script.http.internal;

import imc.api.config.Settings;
import imc.api.health.Drainable;
import imc.api.log.EventLog;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** {@code http_post(url, body)}: tells a web server something. The script goes on at once. */
@Component(service = {ScriptFunction.class, StatisticSource.class, Drainable.class},
        configurationPid = HttpSettings.PID)
@ScriptFunctionProperties(name = "http_post",
        arguments = {"url An http or https URL that the configuration allows", "body What is sent",
            "[type] Its media type, where that is not text/plain"},
        help = "sends an HTTP POST and does not wait for its answer; true where it will be sent")
@Designate(ocd = HttpConfiguration.class)
public final class HttpPost implements ScriptFunction, StatisticSource, Drainable {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int MOST_TOLD = 100;

    private final Lane.Work work;
    private final Figures figures = new Figures();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile Settings settings = HttpSettings.initial();
    private boolean closed;

    @Activate
    public HttpPost(Map<String, Object> configuration) {
        this(configuration, new Lane.Work(System::nanoTime, time -> new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS),
                LoggerFactory.getLogger(HttpPost.class)));
    }

    HttpPost(Map<String, Object> configuration, Lane.Work work) {
        this.work = work;
        modified(configuration);
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, work.log()::error);
        told.clear();
        lanes.entrySet().removeIf(entry -> {
            boolean goes = !settings.get(HttpSettings.ALLOWED).names(entry.getKey());
            if (goes) {
                entry.getValue().close();
            }
            return goes;
        });
    }

    @Deactivate
    synchronized void deactivate() {
        closed = true;
        lanes.values().forEach(Lane::close);
        lanes.clear();
    }

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        if (call.isTrial()) {
            return TRUE;
        }
        return ScriptFunction.of(post(call.text(0), call.text(1), call.count() > 2 ? call.text(2) : TEXT));
    }

    private boolean post(String url, String body, String type) {
        Post post;
        try {
            post = read(url, body, type);
        } catch (IllegalArgumentException e) {
            figures.refused.increment();
            refused(String.valueOf(e.getMessage()));
            return false;
        }
        boolean taken = lane(post.origin()).filter(lane -> lane.offer(post)).isPresent();
        if (!taken) {
            refused("too many wait for " + post.origin());
        }
        return taken;
    }

    private synchronized Optional<Lane> lane(String origin) {
        return closed ? Optional.empty() : Optional.of(lanes.computeIfAbsent(origin,
                host -> new Lane(host, () -> settings, figures, work)));
    }

    private void refused(String why) {
        if (told.size() < MOST_TOLD && told.add(why)) {
            work.log().error("http_post has sent nothing: {}. It is said once", why);
        }
    }

    private Post read(String url, String body, String type) {
        Settings now = settings;
        URI uri = Allowed.read(url);
        Allowed allowed = now.get(HttpSettings.ALLOWED);
        if (!allowed.admits(uri)) {
            throw new IllegalArgumentException("%s is not allowed; allowed (%s) is: %s".formatted(
                    EventLog.quoted(Allowed.origin(uri) + uri.getRawPath()), HttpSettings.PID,
                    allowed.prefixes().isEmpty() ? "nothing" : allowed));
        }
        Post post = Post.of(uri, body, type, work.nanoTime().getAsLong());
        int most = now.get(HttpSettings.MAX_BODY);
        if (post.size() > most) {
            throw new IllegalArgumentException("the body has %d bytes; allowed (max_body in %s) are %d".formatted(
                    post.size(), HttpSettings.PID, most));
        }
        return post;
    }

    private synchronized List<Lane> lanes() {
        return List.copyOf(lanes.values());
    }

    @Override
    public void drain() {
        // what was taken is sent
    }

    /** Nobody waits for a host that does not answer anyway. */
    @Override
    public Map<String, Long> inFlight() {
        return Map.of("http_posts", lanes().stream().filter(lane -> !lane.isFailing())
                .mapToLong(lane -> lane.waiting() + lane.running()).sum());
    }

    @Override
    public String group() {
        return "http_post";
    }

    @Override
    public List<Statistic> statistics() {
        return figures.statistics(lanes().stream().mapToLong(Lane::waiting).sum(),
                lanes().stream().mapToLong(Lane::running).sum());
    }
}
