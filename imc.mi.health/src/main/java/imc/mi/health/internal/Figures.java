package imc.mi.health.internal;

import imc.api.statistics.StatisticSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What all components count, for the checks that go by it. */
@Component(service = Figures.class)
public final class Figures {

    private final List<StatisticSource> sources = new CopyOnWriteArrayList<>();

    /** Starts without sources; Declarative Services adds them. */
    @Activate
    public Figures() {
        // nothing to begin with
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(StatisticSource source) {
        sources.add(source);
    }

    void removeSource(StatisticSource source) {
        sources.remove(source);
    }

    /** One source that fails keeps the others from nothing; it is told of. */
    <T> List<T> all(Function<StatisticSource, List<T>> kind, Consumer<String> failures) {
        List<T> all = new ArrayList<>();
        for (StatisticSource source : sources) {
            try {
                all.addAll(kind.apply(source));
            } catch (Throwable e) { // it is anybody's
                failures.accept(source.getClass().getName() + " has no figures: " + e);
            }
        }
        return all;
    }
}
