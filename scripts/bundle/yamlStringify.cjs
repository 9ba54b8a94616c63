// Stands in for the part of `yaml` that writes: formats/yaml/readWithPackage.ts only reads with it.
'use strict';
