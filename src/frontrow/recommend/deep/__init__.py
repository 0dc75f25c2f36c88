"""Neural sequence models in PyTorch, an optional extra: trained by `frontrow train`, never needed to serve."""
