package imc.control.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.service.condition.Condition;

/** Asks Declarative Services how the components of the conference server's bundles stand. */
final class Components {

    /** A component's property: what is lacking while it waits for a service. */
    static final String WAITS = "imc.waits";
    private static final String OURS = "imc.";

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;
    private final StartErrors startErrors;
    private final Says says;

    Components(BundleContext context, ServiceComponentRuntime runtime, StartErrors startErrors, Says says) {
        this.says = says;
        this.context = context;
        this.runtime = runtime;
        this.startErrors = startErrors;
    }

    Assessment assess() {
        int framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState();
        if (framework != Bundle.ACTIVE) {
            // The rest is not asked for yet, or any more: it is work that would only make the start longer.
            boolean isStarting = framework == Bundle.STARTING || framework == Bundle.INSTALLED
                    || framework == Bundle.RESOLVED;
            return new Assessment(List.of(), List.of("the framework is " + (isStarting ? "starting" : "stopping")));
        }
        List<String> failures = new ArrayList<>(says.all(Says.FAILURES));
        List<String> waits = new ArrayList<>();
        for (Bundle bundle : ours()) {
            if (bundle.getState() != Bundle.ACTIVE) {
                startErrors.of(bundle).ifPresentOrElse(
                        error -> failures.add(bundle.getSymbolicName() + ": " + error),
                        () -> waits.add("bundle " + bundle.getSymbolicName() + " is not started"));
            } else {
                for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
                    assess(component, failures, waits);
                }
            }
        }
        return new Assessment(failures, waits);
    }

    /** Our bundles that are meant to run: one that an operator has stopped is no fault. */
    private List<Bundle> ours() {
        return Stream.of(context.getBundles())
                .filter(Components::isOurs)
                .filter(IdleBundles::isMeantToRun)
                .toList();
    }

    /** What of others is lacking does not keep the conference server from being ready. */
    static boolean isOurs(Bundle bundle) {
        return bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS);
    }

    private void assess(ComponentDescriptionDTO component, List<String> failures, List<String> waits) {
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        for (ComponentConfigurationDTO configuration : configurations) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    failures.add(component.bundle.symbolicName + ": " + Failure.message(configuration.failure));
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> {
                    // Else there may well be none for ever, by its author's will.
                    if (Stream.of(component.configurationPid).anyMatch(says.all(Says.PIDS)::contains)) {
                        waits.add(component.name + " waits for its configuration");
                    }
                }
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                    if (component.immediate) {
                        waits.add(lacking(component, configuration));
                    }
                }
                case ComponentConfigurationDTO.SATISFIED -> {
                    if (component.immediate) {
                        waits.add(component.name + " is being activated");
                    }
                }
                default -> { }
            }
        }
    }

    /** In its author's words, where it has some. */
    static String lacking(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return component.properties != null && component.properties.get(WAITS) instanceof String words ? words
                : component.name + " waits for " + missing(component, configuration);
    }

    private static String missing(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return Stream.of(configuration.unsatisfiedReferences)
                .map(reference -> serviceOf(component, reference))
                .collect(Collectors.joining(", "));
    }

    private static String serviceOf(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        return Stream.of(component.references)
                .filter((ReferenceDTO reference) -> reference.name.equals(unsatisfied.name))
                .map(reference -> reference.interfaceName.equals(Condition.class.getName())
                        ? "the condition " + unsatisfied.target
                        : reference.interfaceName + (unsatisfied.target == null ? "" : unsatisfied.target))
                .findFirst()
                .orElse(unsatisfied.name);
    }
}
