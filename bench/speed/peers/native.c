/* Softmax cross-entropy in C with vectors of BYTES bytes: what the machine gives without a care for
 * last digits. Arguments: the folder of inputs. Answers trials as serve.ts does. Built by
 * contestants.ts. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef float f32v __attribute__((vector_size(BYTES), aligned(4)));
typedef double f64v __attribute__((vector_size(BYTES), aligned(8)));
typedef int32_t i32v __attribute__((vector_size(BYTES), aligned(4)));
typedef int64_t i64v __attribute__((vector_size(BYTES), aligned(8)));

/* exp for x in [-87, 0]: 2^n by its bits, e^r by a polynomial. */
static inline f32v exp32(f32v x) {
  f32v s = x * 1.44269504f + 12582912.0f;
  f32v n = s - 12582912.0f;
  f32v r = x - n * 0.693145752f - n * 1.42860677e-6f;
  f32v p = r * 1.38889e-3f + 8.33333e-3f;
  p = p * r + 4.166667e-2f;
  p = p * r + 1.6666667e-1f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return p * (f32v)(((i32v)s << 23) + 0x3f800000);
}

/* exp for x in [-708, 0]. */
static inline f64v exp64(f64v x) {
  static const double c[] = {2.08767569878681e-9, 2.50521083854417e-8, 2.75573192239859e-7,
    2.75573192239859e-6, 2.48015873015873e-5, 1.98412698412698e-4, 1.38888888888889e-3,
    8.33333333333333e-3, 4.16666666666667e-2, 1.66666666666667e-1, 0.5, 1.0, 1.0};
  f64v s = x * 1.4426950408889634 + 6755399441055744.0;
  f64v n = s - 6755399441055744.0;
  f64v r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  f64v p = r * c[0] + c[1];
  for (int k = 2; k < 13; k++) p = p * r + c[k];
  return p * (f64v)(((i64v)s << 52) + 0x3ff0000000000000);
}

/* One row: the loss; e^(x - max), scaled, into g if there is one. Written once for both types. */
#define ROW(NAME, T, V, I, EXP, LEAST)                                                   \
  static double NAME(const T *x, T *g, int columns, int label, double scale) {           \
    enum { L = BYTES / sizeof(T) };                                                      \
    const int whole = columns / L * L;                                                   \
    T max = x[0];                                                                        \
    for (int k = 1; k < columns; k++) max = x[k] > max ? x[k] : max;                     \
    const T own = x[label];                                                              \
    const V least = (V){0} + (T)LEAST;                                                   \
    V sums = {0}, sums2 = {0};                                                           \
    int k = 0;                                                                           \
    for (; k + 2 * L <= whole; k += 2 * L) {                                             \
      V a = *(const V *)(x + k) - max, b = *(const V *)(x + k + L) - max;                \
      a = EXP((V)((I)a & (a > least)) + (V)((I)least & (a <= least)));                   \
      b = EXP((V)((I)b & (b > least)) + (V)((I)least & (b <= least)));                   \
      sums += a, sums2 += b;                                                             \
      if (g) *(V *)(g + k) = a, *(V *)(g + k + L) = b;                                   \
    }                                                                                    \
    sums += sums2;                                                                       \
    double sum = 0;                                                                      \
    for (int l = 0; l < (int)L; l++) sum += sums[l];                                     \
    for (; k < columns; k++) {                                                           \
      const T e = (T)exp((double)(x[k] - max));                                          \
      sum += e;                                                                          \
      if (g) g[k] = e;                                                                   \
    }                                                                                    \
    if (g) {                                                                             \
      const T factor = (T)(scale / sum);                                                 \
      for (k = 0; k < columns; k++) g[k] *= factor;                                      \
      g[label] -= (T)scale;                                                              \
    }                                                                                    \
    return log(sum) + (double)max - (double)own;                                         \
  }

ROW(row32, float, f32v, i32v, exp32, -87)
ROW(row64, double, f64v, i64v, exp64, -708)

static struct { char name[80]; int wide, rows, columns; void *z, *g; int32_t *labels; } known;

static double run(void) {
  const int rows = known.rows, columns = known.columns;
  double total = 0;
  for (long i = 0; i < rows; i++) {
    const long at = i * columns;
    const int label = known.labels[i];
    total += known.wide
      ? row64((double *)known.z + at, known.g ? (double *)known.g + at : 0, columns, label, 1.0 / rows)
      : row32((float *)known.z + at, known.g ? (float *)known.g + at : 0, columns, label, 1.0 / rows);
  }
  return total / rows;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Calls for some time; the median of the later half, in nanoseconds. */
static double timed(double milliseconds) {
  static double times[1 << 20];
  const double end = now() + milliseconds * 1e6;
  int many = 1, n = 0;
  do {
    const double start = now();
    volatile double sink = 0;
    for (int k = 0; k < many; k++) sink += run();
    times[n++] = (now() - start) / many;
    if (times[n - 1] * many < 2e5) many *= 2;
  } while (now() < end && n < 1 << 20);
  const int half = n / 2;
  qsort(times + half, n - half, sizeof(double), ascending);
  return times[half + (n - half) / 2];
}

static void load(const char *folder, const char *name) {
  char op[16], type[16], path[4096];
  free(known.z), free(known.g), free(known.labels);
  strncpy(known.name, name, sizeof known.name - 1);
  sscanf(name, "%15s %15s %d %d", op, type, &known.rows, &known.columns);
  known.wide = type[5] == '6';
  const long n = (long)known.rows * known.columns, size = known.wide ? 8 : 4;
  double *z = malloc(n * 8);
  known.labels = malloc(known.rows * 4L);
  snprintf(path, sizeof path, "%s/%dx%d.bin", folder, known.rows, known.columns);
  FILE *file = fopen(path, "rb");
  if (!file || fread(z, 8, n, file) != (size_t)n ||
      fread(known.labels, 4, known.rows, file) != (size_t)known.rows) exit(1);
  fclose(file);
  known.z = z;
  if (!known.wide) {
    float *narrow = malloc(n * 4);
    for (long k = 0; k < n; k++) narrow[k] = (float)z[k];
    free(z), known.z = narrow;
  }
  known.g = op[0] == 'g' ? calloc(n, size) : 0;
}

int main(int count, char **arguments) {
  char line[256];
  if (count < 2) return 1;
  printf("{\"C compiler\": \"%s\"}\n", __VERSION__), fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    char *space = strrchr(line, ' ');
    const double milliseconds = atof(space);
    *space = 0;
    const int same = strcmp(known.name, line) == 0;
    if (!same) load(arguments[1], line);
    const double loss = run();
    double squares = 0;
    for (long k = 0; known.g && k < (long)known.rows * known.columns; k++) {
      const double g = known.wide ? ((double *)known.g)[k] : ((float *)known.g)[k];
      squares += g * g;
    }
    timed(same ? milliseconds / 2 : 2 * milliseconds);
    printf("%.6f %.17g %.17g\n", timed(milliseconds), loss, squares), fflush(stdout);
  }
  return 0;
}
