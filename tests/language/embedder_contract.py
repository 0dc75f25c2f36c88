"""What every Embedder promises. A test class of one inherits these and says how to make it."""

import numpy as np
import pytest

CORPUS = [
    "black silk evening dress",
    "long evening gown in silk satin",
    "silk slip dress with thin straps",
    "blue denim jeans, straight leg",
    "washed denim jacket",
    "slim jeans in grey denim",
    "leather ankle boots",
    "brown leather belt with a brass buckle",
    "真丝晚礼服",
    "robe du soir en soie",
]


class EmbedderContract:
    def make(self):
        raise NotImplementedError

    @pytest.fixture
    def embedder(self):
        return self.make()

    def test_vectors_are_rows_of_length_one(self, embedder):
        found = embedder.vectors(CORPUS)
        assert found.shape == (len(CORPUS), embedder.dim) and found.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)

    def test_a_text_with_nothing_to_read_is_a_row_of_zeros(self, embedder):
        found = embedder.vectors(["", "  \n", "black silk evening dress", "…?!"])
        assert (np.abs(found).sum(axis=1) > 0).tolist() == [False, False, True, False]
        assert embedder.vectors([]).shape == (0, embedder.dim)

    def test_what_is_said_alike_lies_near(self, embedder):
        dress, gown, jeans, trousers = embedder.vectors(
            ["an evening dress of silk", "silk evening gown", "straight denim jeans", "jeans of blue denim"]
        )
        assert dress @ gown > max(dress @ jeans, gown @ trousers)
        assert jeans @ trousers > max(jeans @ gown, trousers @ dress)

    def test_a_vector_does_not_depend_on_the_company(self, embedder):
        together = embedder.vectors(CORPUS)
        alone = np.concatenate([embedder.vectors([text]) for text in CORPUS])
        np.testing.assert_allclose(together, alone, atol=1e-5)

    def test_the_same_name_is_the_same_space(self, embedder):
        again = self.make()
        assert again.name == embedder.name
        np.testing.assert_allclose(again.vectors(CORPUS), embedder.vectors(CORPUS), atol=1e-5)

    def test_strange_texts_are_read_too(self, embedder):
        found = embedder.vectors(["silk\0dress", "\ud83d broken", "👗", "A" * 100_000, "فستان حرير"])
        assert np.isfinite(found).all() and found.shape[0] == 5
