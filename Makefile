# The verbs of the house; ./run and ./test call the same tools.
.PHONY: build run test quick bench fuzz asan tsan rooms format clean
build: ; tools/install build && tools/build
run: ; ./run
test: ; ./test
quick: ; ./test quick
bench: ; tools/install build && tools/build && tools/bench
fuzz: ; tools/install test && tools/build fuzz --target fuzzers && ctest --test-dir build-fuzz -L fuzz --output-on-failure
asan tsan: ; tools/install test && tools/build $@ --target unit_tests && ctest --test-dir build-$@ -L quick --output-on-failure
rooms: ; tools/check_rooms
format: ; git ls-files 'src/*.h' 'src/*.cpp' 'tests/*.h' 'tests/*.cpp' | xargs clang-format -i
clean: ; rm -rf build build-* web/dist
