package imc.api.statistics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A component that counts. Whoever shows figures finds all services of this type. */
@ConsumerType
public interface StatisticSource {

    /** The group in which Kamailio would have the figures, in a word: {@code imc}, {@code sip}, {@code usrloc}. */
    default String group() {
        return "imc";
    }

    /** The figures now. Cheap, never waits, may be called by any thread. */
    List<Statistic> statistics();

    /** How long things have taken, up to now. As {@link #statistics()}. */
    default List<Histogram> histograms() {
        return List.of();
    }
}
