package imc.api.statistics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A component that counts. Whoever shows figures finds all services of this type. */
@ConsumerType
public interface StatisticSource {

    /** The figures now. Cheap, never waits, may be called by any thread. */
    List<Statistic> statistics();
}
