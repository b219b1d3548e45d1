package imc.sip.internal.fanout;

import imc.sip.internal.route.Devices;
import imc.sip.internal.route.NextHops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a receiver's copies go: to all his devices that are preferred most, one copy each; where all of them have
 * failed, to those of the next lower preference (RFC 3261 §16.6). A device with several flows gets its copy over the
 * first of them that works (RFC 5626 §5.1).
 */
final class Targets {

    private static final int NONE = -1;
    private static final int[][] ONE = {{0}};
    private static final int[] NO_OTHER = {NONE};

    private final List<Destination> all;
    /** Of each preference, the highest first: the first way to each device. */
    private final int[][] levels;
    /** For each, another way to the same device. */
    private final int[] others;

    private Targets(List<Destination> all, int[][] levels, int[] others) {
        this.all = all;
        this.levels = levels;
        this.others = others;
    }

    /** @param all listed ones, the preferred ones first */
    static Targets of(List<Destination> all) {
        if (all.size() < 2) {
            return new Targets(all, ONE, NO_OTHER);
        }
        int[] others = new int[all.size()];
        List<int[]> levels = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= others.length; i++) {
            if (i == others.length || all.get(i).listed().q() != all.get(start).listed().q()) {
                levels.add(devices(all, start, i, others));
                start = i;
            }
        }
        return new Targets(all, levels.toArray(int[][]::new), others);
    }

    private static int[] devices(List<Destination> all, int start, int end, int[] others) {
        List<Integer> first = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = start; i < end; i++) {
            others[i] = NONE;
            String device = all.get(i).listed().device();
            Integer before = device.isEmpty() ? null : last.put(device, i);
            if (before == null) {
                first.add(i);
            } else {
                others[before] = i;
            }
        }
        return first.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Those but for one of the user's devices; none where it cannot be told which of them that is. */
    Targets without(String device) {
        Optional<NextHops.Place> found = all.stream().map(Destination::listed)
                .filter(place -> Devices.isAt(device, place.hop())).findFirst();
        return of(found.isEmpty() ? List.of()
                : all.stream().filter(one -> !isSame(one.listed(), found.get())).toList());
    }

    private static boolean isSame(NextHops.Place one, NextHops.Place other) {
        return one == other || !one.device().isEmpty() && one.device().equals(other.device());
    }

    int size() {
        return all.size();
    }

    Destination get(int place) {
        return all.get(place);
    }

    List<Destination> all() {
        return all;
    }

    /** Those that are tried together, the first time or after all before have failed; null where there are no more. */
    int[] level(int number) {
        return number < levels.length ? levels[number] : null;
    }

    /** Another way to the same device, when this one has failed; negative for none. */
    int otherWay(int place) {
        return others[place];
    }
}
