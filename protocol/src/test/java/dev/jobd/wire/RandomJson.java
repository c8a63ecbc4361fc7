package dev.jobd.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Values that have a shape, or nearly.
final class RandomJson {
    private static final List<String> TEXTS =
            List.of("", "a", "12", "backup-1", "/tmp", "0022", "a/1", "a/1.2", "a b", "\0", "😀");
    private static final List<Long> NUMBERS =
            List.of(-1001L, -1L, 0L, 1L, 2L, 99L, 100L, 1000L, 1001L, 5_000_000_000L);

    private static final List<String> PARSED =
            List.of(
                    "",
                    "UTC",
                    "@daily",
                    "0 2 * * *",
                    "0 0 2 * * *",
                    "61 * * * *",
                    "Europe/Wien",
                    "none",
                    "1,5-9",
                    "fail,7",
                    "256",
                    "queue",
                    "allow:3",
                    "allow:0");

    private RandomJson() {}

    static Json near(Shape shape, SplittableRandom random) {
        if (random.nextInt(40) == 0) {
            return any(random);
        }
        return switch (shape) {
            case Shape.Text _ -> Json.of(pick(TEXTS, random));
            case Shape.Parsed _ -> Json.of(pick(PARSED, random));
            case Shape.Whole _, Shape.Decimal _ -> Json.of(pick(NUMBERS, random));
            case Shape.Flag _ -> Json.of(random.nextBoolean());
            case Shape.Time _ -> Json.of("2030-01-01T00:00:00Z");
            case Shape.Choice choice -> Json.of(pick(choice.words(), random));
            case Shape.ListOf list -> {
                List<Json> items = new ArrayList<>();
                int size = random.nextInt(3);
                for (int i = 0; i < size; i++) {
                    items.add(near(i == 0 ? list.first() : list.rest(), random));
                }
                yield new Json.Arr(items);
            }
            case Shape.MapOf map ->
                    Json.object().put(pick(TEXTS, random), near(map.value(), random)).build();
            case Shape.Struct struct -> struct(struct, random).build();
            case Shape.Variants variants -> {
                List<Map.Entry<String, Shape.Struct>> all =
                        List.copyOf(variants.variants().entrySet());
                Map.Entry<String, Shape.Struct> variant = pick(all, random);
                Json.Builder object = struct(variant.getValue(), random);
                yield random.nextInt(20) == 0
                        ? object.build()
                        : object.put(variants.by(), variant.getKey()).build();
            }
            case Shape.WordOr(Shape.Choice words, Shape.Struct object) ->
                    near(random.nextBoolean() ? words : object, random);
            case Shape.OrNull(Shape inner) ->
                    random.nextInt(4) == 0 ? Json.NULL : near(inner, random);
            case Shape.AnyObject _ -> Json.Obj.EMPTY;
            case Shape.Reference _ ->
                    random.nextBoolean() ? Json.of("backup") : Json.of(pick(NUMBERS, random));
        };
    }

    private static Json.Builder struct(Shape.Struct struct, SplittableRandom random) {
        Json.Builder object = Json.object();
        for (Field field : struct.fields()) {
            boolean kept = field.required() ? random.nextInt(20) > 0 : random.nextInt(6) == 0;
            if (kept || (struct.exactlyOne().contains(field.name()) && random.nextInt(3) == 0)) {
                object.put(field.name(), near(field.shape(), random));
            }
        }
        if (random.nextInt(60) == 0) {
            object.put(random.nextBoolean() ? "x-any" : "unknown", any(random));
        }
        return object;
    }

    private static Json any(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Json.NULL;
            case 1 -> Json.of(true);
            case 2 -> new Json.Num(1.5);
            case 3 -> Json.of(3);
            case 4 -> Json.of("text");
            default -> new Json.Arr(List.of());
        };
    }

    private static <T> T pick(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
